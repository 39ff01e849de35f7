import Engagement
import EngagementStore
import FoundationEssentials
import Synchronization

/// The store in a MongoDB database, `emailoctopus_db` unless the URI names another; see ``Collection`` for what is where.
/// Works on a replica set, a sharded cluster (shard `participants` by `campaign_id, contact_id`) and a lone server, which
/// knows no transactions: so none are used. Every write is instead ordered so that it can be repeated: rows before
/// checkpoints, the journal before the change it tells of, copies before the truth they are compared with.
package final class MongoStore: EngagementStore {
    package let name: String

    /// Two, as one keeps a server of few cores only half busy, and more of them bring nothing.
    private let connections: [MongoConnection]
    /// Merges run one at a time: each compares with what the one before has written.
    private let turnstile = Turnstile()
    private let indexes = IndexKeeper()
    let memory = Mutex(Memory())
    /// Tells this holder of the lease from another with the same name.
    let leaseToken = UUID().uuidString
    let holdsLease = Mutex(false)

    /// Connects to the database, and waits at most ten seconds (`serverSelectionTimeoutMS` in the URI) for it.
    /// - Parameter uri: `mongodb://…` or `mongodb+srv://…`.
    /// - Throws: ``StoreError`` with code `unreachable` or `tooNew`.
    package static func open(uri: String) async throws -> MongoStore {
        let address = try MongoAddress(uri)
        let store = try MongoStore(address)
        try await store.checkVersions()
        return store
    }

    private init(_ address: MongoAddress) throws {
        name = address.name
        connections = [try MongoConnection(address), try MongoConnection(address)]
    }

    package func close() async {
        // A store that can't be reached any more keeps the lease for the rest of its minute; nobody is left to be told.
        if holdsLease.withLock({ $0 }) { try? await releaseLease() }
        for connection in connections { await connection.close() }
    }

    /// The connection for whatever isn't worth two.
    var connection: MongoConnection { connections[0] }
    var secondConnection: MongoConnection { connections[1] }

    /// When something is written, for `synced_at`.
    static var now: BSONValue { .date(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    func failure(_ code: StoreError.Code, _ message: String) -> StoreError { StoreError(code, store: name, message) }

    /// Keeps other merges out while one compares and writes.
    func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        await turnstile.enter()
        do {
            let result = try await body()
            await turnstile.leave()
            return result
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    /// Forgets what this process remembers, as something else has written.
    func forgetMemory() { memory.withLock { $0 = Memory() } }

    func ensureIndexes(of collection: Collection) async throws {
        try await indexes.ensure(collection, on: connection)
    }

    /// Writes with both connections at once; no write may depend on another.
    @discardableResult
    func writeInParallel(
        _ collection: Collection, _ writes: [Write], expectsDuplicates: Bool = false
    ) async throws -> WriteResult {
        guard writes.count > 200 else {
            return try await connection.write(collection, writes, expectsDuplicates: expectsDuplicates)
        }
        let middle = writes.count / 2
        async let first = connection.write(collection, writes[..<middle], expectsDuplicates: expectsDuplicates)
        async let second = secondConnection.write(collection, writes[middle...], expectsDuplicates: expectsDuplicates)
        var (result, rest) = try await (first, second)
        rest.duplicates = rest.duplicates.map { $0 + middle }
        result += rest
        return result
    }
}

// MARK: - Versions

extension MongoStore {
    /// The version of the layout that this program writes. An earlier one is raised on opening; a later one is refused
    /// rather than misread.
    ///
    /// 1. The first.
    /// 2. A run's state may be `imported`, which version 1 takes for interrupted. No document changes.
    static let format: Int32 = 2

    private func checkVersions() async throws {
        // maxWireVersion 9 is MongoDB 4.4.
        guard let version = try await connection.command(["hello": 1])["maxWireVersion"]?.integer, version >= 9 else {
            throw failure(.failed, "\(name) runs a MongoDB older than 4.4, which octo-site can't use.")
        }
        // None: nothing of octo-site's is in there yet.
        guard let stored = try await connection.find(.control, ["_id": "format"]).first?["version"]?.integer else { return }
        guard stored <= Self.format else {
            throw failure(
                .tooNew,
                "\(name) was written by a newer octo-site (store version \(stored), this one knows up to \(Self.format)); "
                    + "use that octo-site, or another store.")
        }
        if stored < Self.format { try await writeFormat() }
    }

    func writeFormat() async throws {
        try await connection.write(
            .control, [.update(filter: ["_id": "format"], update: ["$max": ["version": .int32(Self.format)]], upsert: true)])
    }
}
