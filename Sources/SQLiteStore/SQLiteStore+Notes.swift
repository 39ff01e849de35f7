import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func note(_ note: StoreNote) async throws -> String? { try await self.note(named: note.name) }

    package func saveNote(_ note: StoreNote, _ value: String?) async throws { try await saveNote(named: note.name, value) }

    func note(_ note: InternalNote) async throws -> String? { try await self.note(named: note.rawValue) }

    func saveNote(_ note: InternalNote, _ value: String?) async throws { try await saveNote(named: note.rawValue, value) }

    private func note(named name: String) async throws -> String? {
        try await read { try String.fetchOne($0, sql: "SELECT value FROM note WHERE name = ?", arguments: [name]) }
    }

    private func saveNote(named name: String, _ value: String?) async throws {
        try await write { db in
            if let value {
                try Self.saveNote(named: name, value, db)
            } else {
                try db.execute(sql: "DELETE FROM note WHERE name = ?", arguments: [name])
            }
            if db.changesCount > 0 { try ChangeMarks(db: db).raiseAccount() }
        }
    }

    package func acceptedDifferences() async throws -> [AcceptedDifference] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM accepted_difference ORDER BY campaign_id, kind").map { row in
                try row.decoded(in: "accepted_difference", by: ["campaign_id", "kind"]) {
                    AcceptedDifference(
                        campaignID: try $0.value("campaign_id"), kind: try $0.value("kind"),
                        difference: try $0.value("difference"))
                }
            }
        }
    }

    package func accept(_ difference: AcceptedDifference) async throws {
        try await write { db in
            try Self.save(difference, db)
            try ChangeMarks(db: db).raiseAccount()
        }
    }

    // MARK: Rows

    static func save(note: InternalNote, _ value: String, _ db: Database) throws {
        try saveNote(named: note.rawValue, value, db)
    }

    static func saveNote(named name: String, _ value: String, _ db: Database) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", arguments: [name, value])
    }

    static func save(_ difference: AcceptedDifference, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO accepted_difference (campaign_id, kind, difference) VALUES (?, ?, ?)",
            arguments: [difference.campaignID, difference.kind.rawValue, difference.difference])
    }
}
