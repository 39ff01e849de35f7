package import EngagementStore
import Foundation
import Metrics
import MongoStore
import SQLiteStore

/// What becomes of a store that does not exist yet, and of one that holds an unfinished copy.
package enum StoreOpening: Sendable {
    /// A store that does not exist is an error, and so is a database of the old scripts that no run has adopted: for commands
    /// that only read.
    case existing
    /// As ``existing``; a database of the old scripts is opened, too, as the copy adopts it, and so is a store that a rollback has
    /// taken back by half, as the copy completes it.
    case copySource
    /// As ``existing``; a store that a rollback has taken back by half is opened, too, as the same rollback completes it.
    case rollbackTarget
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
        case .existing, .copySource, .rollbackTarget:
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
        do {
            if opening != .copyTarget { try await refuseUnfinishedCopy(store) }
            if opening == .existing || opening == .rollbackTarget { try await refuseUnadoptedData(store) }
            if opening == .existing || opening == .temporaryIfMissing { try await refuseUnfinishedRollback(store) }
        } catch {
            await store.close()
            throw error
        }
        return store
    }

    private func refuseUnfinishedCopy(_ store: any EngagementStore) async throws {
        guard try await store.holdsHalfCopy() else { return }
        throw StoreError(
            .halfCopied, store: store.name,
            "\(store.name) holds half of a copy that broke off. Run `octo-site copy` into it again, which makes it anew.")
    }

    /// What a rollback leaves meanwhile is no state that the account ever had.
    private func refuseUnfinishedRollback(_ store: any EngagementStore) async throws {
        guard let run = try await store.unfinishedRollback() else { return }
        throw StoreError(
            .halfRolledBack, store: store.name,
            "\(store.name) is half way back to what it was before run \(run). Wait for the rollback to end; if it broke off, run "
                + "`octo-site rollback \(run)` again, or `octo-site build`: both complete it.")
    }

    /// A database that the old scripts have filled would look empty.
    private func refuseUnadoptedData(_ store: any EngagementStore) async throws {
        guard try await store.runs().isEmpty else { return }
        let traces = try await store.legacyTraces()
        guard !traces.isEmpty else { return }
        throw StoreError(
            .notAdopted, store: store.name,
            "\(store.name) holds data of the old scripts, which octo-site has not adopted yet: "
                + "\(counted(traces.documents, "recipient")) and \(counted(traces.campaigns, "campaign")). Run `octo-site build`, "
                + "which adopts it, or `octo-site copy` into another store.")
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
