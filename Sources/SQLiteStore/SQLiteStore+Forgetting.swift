package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func forget(_ contacts: [ContactID], tombstones: [Tombstone]) async throws -> ForgetOutcome {
        let outcome = try await write { db in
            for tombstone in tombstones { try Self.insert(tombstone, db) }
            var outcome = ForgetOutcome()
            for contact in Set(contacts) { try Self.remove(contact, db, &outcome) }
            if outcome != ForgetOutcome() {
                try Self.save(note: .erasure, "", db)
                // What was measured may still name a mailbox provider that nobody else uses.
                try db.execute(sql: "DELETE FROM kept_measure")
            }
            try ChangeMarks(db: db).raiseAccount()
            return outcome
        }
        try await eraseTraces()
        return outcome
    }

    package func tombstones() async throws -> Set<Tombstone> {
        try await read { db in
            Set(
                try Row.fetchAll(db, sql: "SELECT * FROM tombstone").map { row in
                    try row.decoded(in: "tombstone", by: ["hash"]) {
                        Tombstone(subject: try $0.value("subject"), hash: try $0.value("hash"))
                    }
                })
        }
    }

    package func forgottenCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        try await read { db in
            var counts: [CampaignID: [ReportKind: Int]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM forgotten WHERE count > 0") {
                try row.decoded(in: "forgotten", by: ["campaign_id", "kind"]) {
                    counts[try $0.value("campaign_id"), default: [:]][try $0.value("kind")] = try $0.value("count")
                }
            }
            return counts
        }
    }

    package func raiseForgottenCount(campaign: CampaignID, kind: ReportKind, to count: Int) async throws {
        try await write { db in
            try Self.raise(campaign, kind, to: count, db)
            try ChangeMarks(db: db).raiseAccount()
        }
    }

    static func raise(_ campaign: CampaignID, _ kind: ReportKind, to count: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO forgotten (campaign_id, kind, count) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET count = max(count, excluded.count)
                """, arguments: [campaign, kind.rawValue, count])
    }

    static func insert(_ tombstone: Tombstone, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO tombstone (subject, hash) VALUES (?, ?)",
            arguments: [tombstone.subject.rawValue, tombstone.hash])
    }

    private static func remove(_ contact: ContactID, _ db: Database, _ outcome: inout ForgetOutcome) throws {
        for kind in ReportKind.allCases {
            try db.cachedStatement(
                sql: """
                    INSERT INTO forgotten (campaign_id, kind, count)
                    SELECT m.id, '\(kind.rawValue)', 1 FROM participant p JOIN campaign m ON m.key = p.campaign
                    WHERE p.contact_id = ? AND p.\(Columns.first(kind)) IS NOT NULL
                    ON CONFLICT DO UPDATE SET count = count + 1
                    """
            ).execute(arguments: [contact])
        }
        try ChangeMarks(db: db).raise(campaignsOf: [contact], .participants)
        var removed: [String: Int] = [:]
        for table in ["participant", "contact", "journal"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE contact_id = ?").execute(arguments: [contact])
            removed[table] = db.changesCount
        }
        outcome.participants += removed["participant"] ?? 0
        outcome.journalEntries += removed["journal"] ?? 0
        if removed.values.contains(where: { $0 > 0 }) { outcome.contacts += 1 }
    }

    /// Erases deleted rows from the file: SQLite leaves them readable in free pages and in the log, so the file is rewritten
    /// without them and the log emptied. If a killed run or another reader prevents this, it is done the next time.
    func eraseTraces() async throws {
        guard try await note(.erasure) != nil else { return }
        do {
            try await pool.vacuum()
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
        try await emptyLog()
        try await saveNote(.erasure, nil)
    }

    /// Moves what is in the log into the file itself, which then holds everything.
    func emptyLog() async throws {
        do {
            try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch {
            throw StoreError.wrapping(error, store: name)
        }
    }
}
