package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func storeID() async throws -> String? {
        try await read { try String.fetchOne($0, sql: "SELECT id FROM store") }
    }

    package func listSizes() async throws -> [ListSizeReading] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT l.*, r.started_at FROM list_size l LEFT JOIN run r ON r.number = l.run ORDER BY l.list_id, l.run
                    """
            ).map { row in
                try row.decoded(in: "list_size", by: ["list_id", "run"]) { row in
                    ListSizeReading(
                        listID: try row.value("list_id"), run: try row.value("run"), at: try row.time("started_at"),
                        pending: try row.value("pending"), subscribed: try row.value("subscribed"),
                        unsubscribed: try row.value("unsubscribed"))
                }
            }
        }
    }

    package func saveListSizes(_ sizes: [ListSizeReading]) async throws {
        try await write { db in
            for size in sizes { try Self.save(size, db) }
            if !sizes.isEmpty { try ChangeMarks(db: db).raiseAccount() }
        }
    }

    static func save(_ size: ListSizeReading, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO list_size (list_id, run, pending, subscribed, unsubscribed) VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [size.listID, size.run, size.pending, size.subscribed, size.unsubscribed])
    }
}
