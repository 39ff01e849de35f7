package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func contacts(matching text: String) async throws -> [ContactRecord] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    WITH found AS (
                        SELECT contact_id FROM contact WHERE contact_id = :text OR person = :person
                        UNION SELECT contact_id FROM journal WHERE person = :person
                        UNION SELECT contact_id FROM participant WHERE contact_id = :text)
                    SELECT found.contact_id, \(Columns.attributes(of: "c")) FROM found
                    LEFT JOIN contact c ON c.contact_id = found.contact_id ORDER BY found.contact_id
                    """, arguments: ["text": text, "person": person(of: text)])
            return try rows.map { ContactRecord(id: $0[0], attributes: try $0.attributes(from: 1)) }
        }
    }

    package func contacts(_ ids: [ContactID], asOf run: RunNumber?) async throws -> [ContactRecord] {
        try await read { db in
            let wanted = "(SELECT DISTINCT value AS id FROM json_each(?)) wanted"
            let list = IDList.json(ids)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.contact_id, \(Columns.attributes(of: "c")) FROM \(wanted)
                    CROSS JOIN contact c ON c.contact_id = wanted.id WHERE c.first_run <= ? ORDER BY c.contact_id
                    """, arguments: [list, run ?? .max])
            var records = try rows.map { ContactRecord(id: $0[0], attributes: try $0.attributes(from: 1)) }
            guard let run else { return records }
            // Of what later runs replaced, the oldest is what was there then.
            let replaced = try Row.fetchAll(
                db,
                sql: """
                    SELECT j.contact_id, \(Columns.attributes(of: "j")) FROM \(wanted)
                    CROSS JOIN journal j ON j.contact_id = wanted.id
                    WHERE j.change = 'attributes' AND j.run > ? ORDER BY j.sequence DESC
                    """, arguments: [list, run])
            let past = try Dictionary(replaced.map { ($0[0] as ContactID, try $0.attributes(from: 1)) }) { $1 }
            for index in records.indices {
                if let attributes = past[records[index].id] { records[index].attributes = attributes }
            }
            return records
        }
    }

    package func journal(of contacts: [ContactID]) async throws -> [JournalEntry] {
        try await read { db in
            let ids = try Self.ids(db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT j.*, \(Columns.attributes(of: "j")) FROM (SELECT DISTINCT value AS id FROM json_each(?)) wanted
                    CROSS JOIN journal j ON j.contact_id = wanted.id ORDER BY j.sequence
                    """, arguments: [IDList.json(contacts)])
            return try rows.map { try JournalEntry($0, campaigns: ids) }
        }
    }

    package func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry> {
        batches(after: Int64.self) { db, last in
            let ids = try Self.ids(db)
            let entries = try Row.fetchAll(
                db,
                sql: """
                    SELECT j.*, \(Columns.attributes(of: "j")) FROM journal j WHERE run = ? AND sequence > ?
                    ORDER BY sequence LIMIT 2000
                    """, arguments: [run, last ?? 0]
            ).map { try JournalEntry($0, campaigns: ids) }
            return (entries, entries.count < 2_000 ? nil : entries.last?.sequence)
        }
    }
}

extension JournalEntry {
    /// All columns of the journal, then those of a record once more, in their order.
    init(_ row: Row, campaigns: [Int64: CampaignID]) throws {
        let contact: ContactID = row["contact_id"] ?? ""
        let campaign = (row["campaign"] as Int64?).flatMap { campaigns[$0] } ?? ""
        let change: Change =
            switch try row.value("change", ChangeName.self) {
            case .attributes: .attributes(contact, old: try row.attributes(from: Self.attributesIndex))
            case .occurredAt: .occurredAt(campaign, contact, old: try OccurredAt(journalRow: row))
            case .vanished: .vanished(campaign, contact, try row.value("kind"))
            case .returned: .returned(campaign, contact, try row.value("kind"))
            case .campaign: .campaign(campaign, old: try Self.oldCampaign(row))
            }
        self.init(run: row["run"], sequence: row["sequence"], change: change)
    }

    /// Behind the thirteen columns of the journal.
    static let attributesIndex = 13

    static func oldCampaign(_ row: Row) throws -> CampaignRecord {
        guard let old = try row.json("old", CampaignRecord.self) else {
            throw UnreadableValue(what: "an old campaign", text: "")
        }
        return old
    }
}
