package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws {
        guard !names.isEmpty else { return }
        try await write { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return }
            // Without the index every old id would be searched for in the whole table.
            try Schema.indexParticipants(db)
            for (old, new) in names where old != new { try Self.rename(old, new, campaign: key, db) }
            // The new ids have their records in other campaigns, too.
            try ChangeMarks(db: db).raise(campaignsOf: Array(names.values), .participants)
            try ChangeMarks(db: db).raise(campaign: key)
        }
    }

    private static func rename(_ old: ContactID, _ new: ContactID, campaign: Int64, _ db: Database) throws {
        func execute(_ sql: String, _ arguments: StatementArguments) throws {
            try db.cachedStatement(sql: sql).execute(arguments: arguments)
        }
        try execute(joinParticipant, [new, campaign, old])
        guard db.changesCount > 0 else { return }
        try execute(journalEarlierRecord, [new, old])
        if db.changesCount > 0 {
            try execute(
                """
                UPDATE contact SET first_run = (SELECT attributes_run FROM contact WHERE contact_id = ?2) WHERE contact_id = ?1
                """, [new, old])
        }
        try execute(
            """
            INSERT OR IGNORE INTO contact (\(Columns.list(Columns.contact)), first_run)
            SELECT ?, \(Columns.list(Array(Columns.contact.dropFirst()))), attributes_run FROM contact WHERE contact_id = ?
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
    private static let journalEarlierRecord = """
        INSERT INTO journal (run, change, contact_id, \(Columns.list(Columns.journalledRecord)))
        SELECT new.first_run, '\(ChangeName.attributes.rawValue)', new.contact_id,
            \(Columns.list(Columns.journalledRecord, of: "old"))
        FROM contact new JOIN contact old ON old.contact_id = ?2
        WHERE new.contact_id = ?1 AND new.first_run > old.attributes_run
        AND NOT EXISTS (SELECT 1 FROM journal WHERE contact_id = ?1 AND change = '\(ChangeName.attributes.rawValue)')
        """

    /// Joins the old id's participant into the new one's: the lower number and the earlier time, or the only one.
    private static let joinParticipant: String = {
        let list = Columns.list(Columns.participant)
        let lower = Columns.participant.map { "\($0) = min(ifnull(\($0), excluded.\($0)), ifnull(excluded.\($0), \($0)))" }
        return """
            INSERT INTO participant (campaign, contact_id, \(list)) SELECT campaign, ?, \(list) FROM participant
            WHERE campaign = ? AND contact_id = ? ON CONFLICT DO UPDATE SET \(Columns.list(lower))
            """
    }()
}
