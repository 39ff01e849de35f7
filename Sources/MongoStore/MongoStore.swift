import Engagement
import EngagementStore
import FoundationEssentials
import Synchronization

/// A store in a MongoDB database, `emailoctopus_db` unless the URI names another; see ``Collection`` for what is where.
///
/// It works on a replica set, a sharded cluster (shard `participants` by `campaign_id, contact_id`) and a standalone server. A
/// standalone has no transactions, so none are used. Instead, writes are ordered so that they can be repeated: rows before
/// checkpoints, the journal before the change that it describes, copies before the record that they are compared with.
package final class MongoStore: EngagementStore {
    package let name: String

    /// Two: one connection uses only half of a small server, and more than two are no faster.
    private let connections: [MongoConnection]
    /// Merges run one at a time: each compares with what the one before has written.
    private let mutex = AsyncMutex()
    private let indexes = IndexKeeper()
    private let gate: CallGate
    /// Of both connections.
    let marks = ChangeMarks()
    let memory = Mutex(Memory())
    /// Distinguishes this holder of the lease from another one with the same name.
    let leaseToken = UUID().uuidString
    let holdsLease = Mutex(false)

    /// Connects to the database, and waits for it at most ten seconds (`serverSelectionTimeoutMS` in the URI).
    /// - Parameter uri: `mongodb://…` or `mongodb+srv://…`.
    /// - Throws: ``StoreError`` with code `unreachable` or `tooNew`.
    package static func open(uri: String) async throws -> MongoStore { try await open(uri: uri, upgrades: true) }

    /// - Parameter upgrades: false leaves a database of an earlier version as it is.
    static func open(uri: String, upgrades: Bool) async throws -> MongoStore {
        let address = try MongoAddress(uri)
        let store = try MongoStore(address)
        if upgrades { try await store.checkVersions() }
        return store
    }

    private init(_ address: MongoAddress) throws {
        name = address.name
        gate = CallGate(patience: address.patience)
        connections = [
            try MongoConnection(address, gate: gate, marks: marks), try MongoConnection(address, gate: gate, marks: marks),
        ]
    }

    package func close() async {
        // If the database can't be reached any more, the lease expires within a minute; there is nobody to report to.
        if holdsLease.withLock({ $0 }) { try? await releaseLease() }
        for connection in connections { await connection.close() }
    }

    package func prepareToEnd() { gate.interrupt() }

    /// The connection for everything that does not need two.
    var connection: MongoConnection { connections.first { !$0.isLost } ?? connections[0] }
    var secondConnection: MongoConnection { connections[1] }

    /// The current time, for `synced_at`.
    static var now: BSONValue { .date(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    func failure(_ code: StoreError.Code, _ message: String) -> StoreError { StoreError(code, store: name, message) }

    /// Runs a section that compares with what is stored and writes, one at a time. A call of the store; see ``changing(_:)``.
    func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        await mutex.lock()
        do {
            let result = try await changing(body)
            await mutex.unlock()
            return result
        } catch {
            await mutex.unlock()
            throw error
        }
    }

    /// Drops what this process remembers of the store, as something else may have written.
    func discardMemory() { memory.withLock { $0 = Memory() } }

    func ensureIndexes(of collection: Collection) async throws {
        try await indexes.ensure(collection, on: connection)
    }

    /// Writes with both connections at once; no write may depend on another one.
    @discardableResult
    func writeInParallel(
        _ collection: Collection, _ writes: [Write], expectsDuplicates: Bool = false,
        changing part: ChangeMarks.Part = .participants
    ) async throws -> WriteResult {
        func write(_ writes: ArraySlice<Write>, on connection: MongoConnection) async throws -> WriteResult {
            try await connection.write(collection, writes, expectsDuplicates: expectsDuplicates, changing: part)
        }
        guard writes.count > 200 else { return try await write(writes[...], on: connection) }
        let middle = writes.count / 2
        async let first = write(writes[..<middle], on: connection)
        async let second = write(writes[middle...], on: secondConnection)
        var (result, rest) = try await (first, second)
        rest.duplicates = rest.duplicates.map { $0 + middle }
        result += rest
        return result
    }
}

// MARK: - Versions

extension MongoStore {
    /// The version of the layout that this program writes. An earlier version is raised on opening; a later one is refused.
    ///
    /// 1. The first version.
    /// 2. A run's state may be `imported`, which version 1 takes for interrupted. No document changes.
    /// 3. Contacts have keys that order their records, and all keys one spelling; the store has an id, views, and conflicting tags.
    ///    See ``Upgrade``.
    static let format: Int32 = 3

    private func checkVersions() async throws {
        // maxWireVersion 9 is MongoDB 4.4.
        guard let version = try await connection.command(["hello": 1])["maxWireVersion"]?.integer, version >= 9 else {
            throw failure(.failed, "\(name) runs a MongoDB older than 4.4. octo-site needs 4.4 or later.")
        }
        let versions = try await connection.find(.control, ["_id": "format"]) { document throws(UnreadableValue) in
            try document.required("version", \.int)
        }
        // Without one the database holds nothing of octo-site yet.
        guard let stored = versions.first else { return }
        guard stored <= Self.format else {
            throw StoreError.tooNew(store: name, found: stored, known: Int(Self.format))
        }
        if stored < Self.format {
            try await Upgrade(store: self).perform()
            try await writeFormat()
        }
    }

    /// Writes the version of the layout, and gives the store its id if it has none.
    func writeFormat() async throws {
        try await makeViews()
        try await connection.write(
            .control,
            [
                .update(
                    filter: ["_id": "store"], update: ["$setOnInsert": ["id": .string(Self.newID())]], upsert: true),
                .update(filter: ["_id": "format"], update: ["$max": ["version": .int32(Self.format)]], upsert: true),
            ], ordered: true)
    }

    /// 128 random bits in hexadecimal.
    private static func newID() -> String { UUID().uuidString.lowercased().filter { $0 != "-" } }

    package func storeID() async throws -> String? {
        try await connection.find(.control, ["_id": "store"]) { document throws(UnreadableValue) in
            try document.required("id", \.string)
        }.first
    }
}
