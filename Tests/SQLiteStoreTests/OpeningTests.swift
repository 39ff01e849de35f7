import Engagement
import EngagementStore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Opening a store in SQLite")
struct OpeningTests {
    @Test("an empty file and no file at all become stores, which open again")
    func opensNew() async throws {
        try await withTemporaryFolder { folder in
            try Data().write(to: URL(fileURLWithPath: "\(folder)/empty.sqlite"))
            for name in ["new", "empty", "new", "empty"] {
                let store = try await SQLiteStore.open(path: "\(folder)/\(name).sqlite")
                #expect(store.name == "sqlite:\(folder)/\(name).sqlite")
                _ = try await store.begin()
                await store.close()
            }
            let again = try await SQLiteStore.open(path: "\(folder)/new.sqlite")
            #expect(try await again.runs().count == 2)
            await again.close()
        }
    }

    @Test("a store of a newer octo-site is refused and left alone")
    func refusesNewer() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            await (try SQLiteStore.open(path: path)).close()
            try sql("PRAGMA user_version = 99", in: path)
            let error = await #expect(throws: StoreError.self) { _ = try await SQLiteStore.open(path: path) }
            #expect(error?.code == .tooNew)
            #expect(error?.message.contains("store version 99, this one knows up to \(Schema.version)") == true)
            #expect(try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 99)
        }
    }

    @Test("what is no store of ours is refused in a sentence that names it")
    func refusesOthers() async throws {
        try await withTemporaryFolder { folder in
            try Data(repeating: 65, count: 4_096).write(to: URL(fileURLWithPath: "\(folder)/text.txt"))
            try sql("CREATE TABLE other (x)", in: "\(folder)/other.sqlite")
            let expectations = [
                "text.txt": "not an SQLite database", "other.sqlite": "not one of octo-site's", "": "is a folder",
                "no/such/store.sqlite": "no folder \(folder)/no/such",
            ]
            for (name, words) in expectations {
                let error = await #expect(throws: StoreError.self) {
                    _ = try await SQLiteStore.open(path: name.isEmpty ? folder : "\(folder)/\(name)")
                }
                #expect(error?.code == .unreachable)
                #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
                #expect(error?.message.contains(folder) == true)
            }
            #expect(try await DatabaseQueue(path: "\(folder)/other.sqlite").read { try $0.tableExists("run") } == false)
        }
    }

    @Test("a database that another program holds is reported as locked")
    func reportsLocks() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path, busyTimeout: 0.05)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: configuration)
            try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
            let error = await #expect(throws: StoreError.self) { try await store.saveNote(.staleArchive, "b") }
            #expect(error?.code == .failed)
            #expect(error?.message.contains("locked by another program") == true)
            try await other.writeWithoutTransaction { try $0.rollback() }
            try await store.saveNote(.staleArchive, "b")
            await store.close()
        }
    }

    @Test(
        "every failure is a sentence",
        arguments: [
            (ResultCode.SQLITE_FULL, "the disk is full"), (.SQLITE_READONLY, "can't be written"),
            (.SQLITE_CANTOPEN, "can't be opened"),
            (.SQLITE_IOERR_WRITE, "check the disk"), (.SQLITE_CORRUPT, "is damaged"),
            (.SQLITE_BUSY_SNAPSHOT, "another program"),
            (.SQLITE_CONSTRAINT, "SQLite's code 19"),
        ])
    func explains(_ code: ResultCode, _ words: String) throws {
        let error = StoreError.wrapping(DatabaseError(resultCode: code, message: "reason"), store: "sqlite:a.sqlite")
        let message = try #require(error as? StoreError).message
        #expect(message.hasPrefix("sqlite:a.sqlite "))
        #expect(message.contains(words) && message.hasSuffix("."))
    }

    @Test("a damaged value is an error, never a row less")
    func reportsDamage() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            let run = try await store.begin()
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: run, [StoreSamples.participant(1, [.sent], run: run)],
                    contacts: [StoreSamples.contactRecord(1, run: run)]))
            try sql("UPDATE contact SET fields = '{\"a\":'", in: path)
            let error = await #expect(throws: StoreError.self) {
                _ = try await store.people(asOf: nil, excluding: []).collected()
            }
            #expect(error?.message.contains("stored fields are no JSON from byte 5 on") == true)
            await store.close()
        }
    }
}

/// Does something to a database behind the store's back.
private func sql(_ sql: String, in path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
}
