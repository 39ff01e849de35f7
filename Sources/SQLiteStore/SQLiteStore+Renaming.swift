package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws {
        guard !names.isEmpty else { return }
        try await write { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return }
            // Else every old id would be looked for in the whole table.
            try Schema.indexParticipants(db)
            for (old, new) in names where old != new { try Self.rename(old, new, campaign: key, db) }
        }
    }

    private static func rename(_ old: ContactID, _ new: ContactID, campaign: Int64, _ db: Database) throws {
        func execute(_ sql: String, _ arguments: StatementArguments) throws {
            try db.cachedStatement(sql: sql).execute(arguments: arguments)
        }
        try execute(joining, [new, campaign, old])
        guard db.changesCount > 0 else { return }
        try execute(remembering, [new, old])
        if db.changesCount > 0 {
            try execute(
                """
                UPDATE contact SET first_run = (SELECT attributes_run FROM contact WHERE contact_id = ?2) WHERE contact_id = ?1
                """, [new, old])
        }
        try execute(
            """
            INSERT OR IGNORE INTO contact (contact_id, email_address, person, domain, status, fields, last_updated_at,
            attributes_run, first_run) SELECT ?, email_address, person, domain, status, fields, last_updated_at,
            attributes_run, attributes_run FROM contact WHERE contact_id = ?
            """, [new, old])
        try execute("DELETE FROM participant WHERE campaign = ? AND contact_id = ?", [campaign, old])
        try execute("DELETE FROM journal WHERE campaign = ? AND contact_id = ?", [campaign, old])
        for table in ["contact", "journal"] {
            try execute(
                """
                DELETE FROM \(table) WHERE contact_id = ?1
                AND NOT EXISTS (SELECT 1 FROM participant WHERE contact_id = ?1)
                """, [old])
        }
    }

    /// Journals the old id's record as the one before the new id's first, where that one came later.
    private static let remembering = """
        INSERT INTO journal (run, change, contact_id, email_address, person, status, fields, last_updated_at, attributes_run)
        SELECT new.first_run, 'attributes', new.contact_id, old.email_address, old.person, old.status, old.fields,
            old.last_updated_at, old.attributes_run
        FROM contact new JOIN contact old ON old.contact_id = ?2
        WHERE new.contact_id = ?1 AND new.first_run > old.attributes_run
        AND NOT EXISTS (SELECT 1 FROM journal WHERE contact_id = ?1 AND change = 'attributes')
        """

    /// The lower number and the earlier time stand; of none and one, the one.
    private static let joining: String = {
        let columns = ReportKind.allCases.map(Columns.first) + ReportKind.allCases.map(Columns.time)
        let lower = columns.map { "\($0) = min(ifnull(\($0), excluded.\($0)), ifnull(excluded.\($0), \($0)))" }
        let list = columns.joined(separator: ", ")
        return """
            INSERT INTO participant (campaign, contact_id, \(list)) SELECT campaign, ?, \(list) FROM participant
            WHERE campaign = ? AND contact_id = ? ON CONFLICT DO UPDATE SET \(lower.joined(separator: ", "))
            """
    }()
}
