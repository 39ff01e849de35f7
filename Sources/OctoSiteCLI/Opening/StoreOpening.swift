import EngagementStore
import Foundation
import MongoStore
import SQLiteStore

/// Picks the store that a URI names: the only place that knows both.
enum StoreOpening {
    /// - Throws: ``UsageError`` for a URI of another kind, ``StoreError`` where it can't be opened or holds half a copy.
    static func open(_ uri: String) async throws -> any EngagementStore {
        let store = try await openForCopy(uri)
        guard try await store.holdsHalfCopy() else { return store }
        await store.close()
        throw StoreError(
            .halfCopied, store: store.name,
            "\(store.name) holds half of a copy that broke off. Run `octo-site copy` into it again, which makes it anew.")
    }

    /// As ``open(_:)``, for what a copy is made into.
    static func openForCopy(_ uri: String) async throws -> any EngagementStore {
        switch try kind(of: uri) {
        case .sqlite(let path): try await SQLiteStore.open(path: path)
        case .mongo(let uri): try await MongoStore.open(uri: uri)
        }
    }

    /// As ``open(_:)``, for commands that only read: a store that isn't there is an error, not a new one.
    static func openExisting(_ uri: String) async throws -> any EngagementStore {
        if case .sqlite(let path) = try kind(of: uri), !FileManager.default.fileExists(atPath: path) {
            throw StoreError(
                .notFound, store: uri,
                "There is no store at \(path). Run `octo-site build` first, or name the store with --store.")
        }
        return try await open(uri)
    }

    /// Opens the store for a look at what a run would do: where there is no file yet, an empty one that nobody keeps.
    static func planning<Result>(
        with uri: String, _ body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        guard case .sqlite(let path) = try kind(of: uri), !FileManager.default.fileExists(atPath: path) else {
            return try await closing(try await open(uri), after: body)
        }
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "octo-site-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await closing(try await SQLiteStore.open(path: folder.appending(path: "empty.sqlite").path), after: body)
    }

    private static func closing<Result>(
        _ store: any EngagementStore, after body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        let result = try await body(store)
        await store.close()
        return result
    }

    private enum Kind {
        case sqlite(path: String)
        case mongo(uri: String)
    }

    private static func kind(of uri: String) throws -> Kind {
        if uri.hasPrefix("sqlite:") {
            let path = String(uri.dropFirst("sqlite:".count))
            guard !path.isEmpty else { throw UsageError("--store: sqlite: needs a path, as in sqlite:octo-site.sqlite.") }
            return .sqlite(path: path)
        }
        if uri.hasPrefix("mongodb://") || uri.hasPrefix("mongodb+srv://") { return .mongo(uri: uri) }
        throw UsageError("--store: expected sqlite:PATH, mongodb://… or mongodb+srv://…, not “\(redacted(uri))”.")
    }

    /// A mistyped URI may hold a password.
    private static func redacted(_ uri: String) -> String {
        uri.replacing(#/\/\/[^@\/]*@/#, with: "//…@")
    }
}

/// Runs a body while the store's lease is held and renewed.
enum Lease {
    private static let renewal = Duration.seconds(15)

    static func holding<Result: Sendable>(
        _ store: any StoreWriter, for body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await store.acquireLease(holder: "\(ProcessInfo.processInfo.hostName), process \(getpid())")
        do {
            let result = try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask { try await body() }
                group.addTask {
                    while true {
                        try await Task.sleep(for: renewal)
                        try await store.renewLease()
                    }
                }
                defer { group.cancelAll() }
                while let finished = try await group.next() {
                    if let finished { return finished }
                }
                throw CancellationError()
            }
            try await store.releaseLease()
            return result
        } catch {
            // What broke the run off matters more than a lease that expires by itself.
            await Task { [store] in _ = try? await store.releaseLease() }.value
            throw error
        }
    }
}
