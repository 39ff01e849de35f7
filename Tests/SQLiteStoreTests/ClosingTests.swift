import EngagementStore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Closing a store in SQLite")
struct ClosingTests {
    @Test("F4: a store whose last statement was interrupted by a signal is one file when it is closed")
    func afterAnInterruption() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await StoreScript(seed: 95, runs: 2).apply(to: store)
            let (beginning, hasBegun) = AsyncStream.makeStream(of: Never.self)
            let endless = Task {
                try await store.write { db in
                    db.add(
                        function: DatabaseFunction("has_begun", argumentCount: 0) { _ in
                            hasBegun.finish()
                            return 1
                        })
                    try db.execute(
                        sql: """
                            INSERT INTO note WITH RECURSIVE number (n) AS (SELECT has_begun() UNION ALL SELECT n + 1 FROM number)
                            SELECT 'n' || n, '' FROM number
                            """)
                }
            }
            for await _ in beginning {}
            endless.cancel()
            await #expect(throws: (any Error).self) { try await endless.value }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains("store.sqlite-wal"))
            await store.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["store.sqlite"])
            let again = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            #expect(try await again.runs().count == 2)
            await again.close()
        }
    }
}
