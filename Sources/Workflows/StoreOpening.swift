package import EngagementStore
import Foundation
import MongoStore
import SQLiteStore

/// What becomes of a store that does not exist yet, and of one that holds an unfinished copy.
package enum StoreOpening: Sendable {
    /// A store that does not exist is an error: for commands that only read.
    case existing
    /// A store that does not exist is created.
    case createdIfMissing
    /// In place of a file that does not exist, an empty store serves that is removed afterwards: for a look at what a
    /// run would do.
    case temporaryIfMissing
    /// As ``createdIfMissing``; a store that holds an unfinished copy is opened, too, as the copy is started over.
    case copyTarget
}

extension StoreAddress {
    /// Opens the store for as long as the body runs, and closes it however the body ends. The only place that knows both
    /// kinds of store.
    ///
    /// - Throws: ``StoreError`` where the store can't be opened, is missing or holds an unfinished copy; and what the body
    ///   throws.
    package func withStore<Result>(
        _ opening: StoreOpening, _ body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        guard case .sqlite(let path) = kind, !FileManager.default.fileExists(atPath: path) else {
            return try await closing(try await open(opening), after: body)
        }
        switch opening {
        case .createdIfMissing, .copyTarget: return try await closing(try await open(opening), after: body)
        case .existing:
            throw StoreError(
                .notFound, store: "sqlite:\(path)",
                "There is no store at \(path). Run `octo-site build` first, or name the store with --store.")
        case .temporaryIfMissing:
            let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "octo-site-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            // What can't be removed is left to the system, which empties its temporary folder.
            defer { try? FileManager.default.removeItem(at: folder) }
            let store = try await SQLiteStore.open(path: folder.appending(path: "empty.sqlite").path)
            return try await closing(store, after: body)
        }
    }

    private func open(_ opening: StoreOpening) async throws -> any EngagementStore {
        let store: any EngagementStore =
            switch kind {
            case .sqlite(let path): try await SQLiteStore.open(path: path)
            case .mongo(let uri): try await MongoStore.open(uri: uri)
            }
        guard opening != .copyTarget else { return store }
        return try await refusingUnfinishedCopy(store)
    }

    private func refusingUnfinishedCopy(_ store: any EngagementStore) async throws -> any EngagementStore {
        let isUnfinished: Bool
        do {
            isUnfinished = try await store.holdsHalfCopy()
        } catch {
            await store.close()
            throw error
        }
        guard isUnfinished else { return store }
        await store.close()
        throw StoreError(
            .halfCopied, store: store.name,
            "\(store.name) holds half of a copy that broke off. Run `octo-site copy` into it again, which makes it anew.")
    }

    private func closing<Result>(
        _ store: any EngagementStore, after body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        let result: Result
        do {
            result = try await body(store)
            try await store.completeFiles()
        } catch {
            await store.close()
            throw error
        }
        await store.close()
        return result
    }
}
