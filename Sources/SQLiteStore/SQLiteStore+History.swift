package import Engagement
import EngagementStore
import GRDB

/// The history of single contacts.
extension SQLiteStore {
    package func contacts(matching text: String) async throws -> [ContactRecord] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH found AS (
                        SELECT contact_id FROM contact WHERE contact_id = :text OR person = :person
                        UNION SELECT contact_id FROM journal WHERE person = :person
                        UNION SELECT contact_id FROM participant WHERE contact_id = :text)
                    SELECT found.contact_id, \(Columns.list(Columns.keyedRecord, of: "c")) FROM found
                    LEFT JOIN contact c ON c.contact_id = found.contact_id ORDER BY found.contact_id
                    """, arguments: ["text": text, "person": person(of: text)]
            ).map(Self.contactRecord)
        }
    }

    package func contacts(_ ids: [ContactID], asOf run: RunNumber?) async throws -> [ContactRecord] {
        try await read { db in try Self.contacts(ids, asOf: run, db) }
    }

    package func participations(of contacts: [ContactID]) async throws -> [ParticipantRow] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(ParticipantColumns.list), m.id
                    FROM (SELECT DISTINCT value AS id FROM json_each(?)) wanted
                    CROSS JOIN participant p ON p.contact_id = wanted.id CROSS JOIN campaign m ON m.key = p.campaign
                    LEFT JOIN contact c ON c.contact_id = p.contact_id
                    ORDER BY m.sent_at IS NULL, m.sent_at, m.id, p.contact_id
                    """)
            return try StatementRow.all(of: statement, [IDList.json(contacts)]) { row in
                try ParticipantRow(withRecord: row, campaign: row.text(ParticipantColumns.count, "campaign"))
            }
        }
    }

    package func journal(of contacts: [ContactID]) async throws -> [JournalEntry] {
        try await read { db in
            try Self.entries(
                db,
                sql: """
                    SELECT j.* FROM (SELECT DISTINCT value AS id FROM json_each(?)) wanted
                    CROSS JOIN journal j ON j.contact_id = wanted.id ORDER BY j.sequence
                    """, arguments: [IDList.json(contacts)])
        }
    }

    package func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry> {
        batches(key: \.sequence) { db, last, limit in
            try Self.entries(
                db, sql: "SELECT * FROM journal WHERE run = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [run, last ?? 0, limit])
        }
    }

    // MARK: Rows

    static func contacts(_ ids: [ContactID], asOf run: RunNumber?, _ db: Database) throws -> [ContactRecord] {
        let wanted = "(SELECT DISTINCT value AS id FROM json_each(?)) wanted"
        let list = IDList.json(ids)
        var records = try Row.fetchAll(
            db,
            sql: """
                SELECT c.contact_id, \(Columns.list(Columns.keyedRecord, of: "c")) FROM \(wanted)
                CROSS JOIN contact c ON c.contact_id = wanted.id WHERE c.first_run <= ? ORDER BY c.contact_id
                """, arguments: [list, run ?? .max]
        ).map(Self.contactRecord)
        guard let run else { return records }
        let replay = JournalReplay(
            oldestFirst: try Self.entries(
                db,
                sql: """
                    SELECT j.* FROM \(wanted) CROSS JOIN journal j ON j.contact_id = wanted.id
                    WHERE j.change = '\(ChangeName.attributes.rawValue)' AND j.run > ? ORDER BY j.sequence
                    """, arguments: [list, run]))
        for index in records.indices {
            if let attributes = replay.records[records[index].id] { records[index].attributes = attributes }
        }
        return records
    }

    /// - Parameter sql: all columns of the journal.
    static func entries(_ db: Database, sql: String, arguments: StatementArguments) throws -> [JournalEntry] {
        let campaigns = try ids(db)
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try JournalEntry($0, campaigns: campaigns) }
    }

    /// - Parameter row: the contact's id, then ``Columns/keyedRecord``.
    static func contactRecord(_ row: some PositionalColumns) throws -> ContactRecord {
        let id = try row.text(0, "contact_id")
        return try row.reading("contact (contact_id \(id))") {
            ContactRecord(id: id, attributes: try row.keyedRecord(from: 1)?.attributes)
        }
    }
}
