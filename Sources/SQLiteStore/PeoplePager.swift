import Engagement
import EngagementStore
import GRDB

/// Reads one page of people, in order of their addresses.
struct PeoplePager {
    private let db: Database
    /// Nil: people as they are now.
    private let run: RunNumber?
    private let records: RecordsAsOf
    /// Keys of the campaigns left out, separated by commas.
    private let excluded: String

    init(asOf run: RunNumber?, excluding excluded: String, _ db: Database) {
        self.db = db
        self.run = run
        self.excluded = excluded
        records = RecordsAsOf(run)
    }

    /// - Returns: the people behind an address, and the last address that was looked at; nil for the last page.
    func page(behind last: Person?) throws -> (rows: [PersonRow], last: Person?) {
        guard let part = try PersonRange.next(behind: last, asOf: run, db) else { return ([], nil) }
        return (try rows(from: part.first, to: part.last), part.isLast ? nil : part.last)
    }

    /// What is selected of a contact `c`, its participation `p` and that campaign `m`.
    private enum Selection {
        static let list =
            "c.person, c.contact_id, p.campaign, m.sent_at, \(Columns.list(Columns.participant, of: "p")), "
            + Columns.list(Columns.record, of: "c")
        static let (person, contactID, campaign, sentAt, participant) = (0, 1, 2, 3, 4)
        static let record = participant + Columns.participant.count
    }

    private func rows(from first: Person, to last: Person) throws -> [PersonRow] {
        let (replay, ids) = (try replay(from: first, to: last), try SQLiteStore.ids(db))
        let statement = try db.cachedStatement(
            sql: """
                \(records.with)
                SELECT \(Selection.list)
                FROM \(records.table) c CROSS JOIN participant p ON p.contact_id = c.contact_id
                CROSS JOIN campaign m ON m.key = p.campaign
                WHERE c.person >= ? AND c.person <= ? AND \(ReportConditions(asOf: run).any)
                AND p.campaign NOT IN (\(excluded))
                ORDER BY c.person, c.contact_id
                """)
        let cursor = try Row.fetchCursor(statement, arguments: [first, last])
        var rows: [PersonRow] = []
        var tally = PersonTally()
        while try cursor.next() != nil {
            let row = StatementRow(statement)
            let person: Person = try row.text(Selection.person, "person")
            let contact: ContactID = try row.text(Selection.contactID, "contact_id")
            if person != tally.person {
                if let finished = tally.row { rows.append(finished) }
                tally = PersonTally(person: person)
            }
            if tally.contact != contact {
                let record = try row.reading("contact (contact_id \(contact))") { try row.attributes(from: Selection.record) }
                tally.add(contact: contact, record)
            }
            let key: Int64? = try row.number(Selection.campaign, "campaign")
            guard let key, let campaign = ids[key] else { throw UnreadableValue(field: "campaign", value: "NULL") }
            let participant = try row.reading("participant (campaign \(campaign), contact_id \(contact))") {
                try row.participant(contact, from: Selection.participant)
            }
            let known = if let run { replay.participant(participant, of: campaign, asOf: run) } else { participant }
            let sentAt = try row.number(Selection.sentAt, "sent_at").map { Timestamp(seconds: $0) }
            if let known { tally.add(known, campaign: key, sentAt: sentAt) }
        }
        if let finished = tally.row { rows.append(finished) }
        return rows
    }

    /// The times that later runs have replaced, of the contacts of these people.
    private func replay(from first: Person, to last: Person) throws -> JournalReplay {
        guard let run else { return JournalReplay(oldestFirst: []) }
        let entries = try SQLiteStore.entries(
            db,
            sql: """
                \(records.with)
                SELECT j.* FROM \(records.table) c CROSS JOIN journal j ON j.contact_id = c.contact_id
                WHERE c.person >= ? AND c.person <= ? AND j.run > ? AND j.change = '\(ChangeName.occurredAt.rawValue)'
                ORDER BY j.sequence
                """, arguments: [first, last, run])
        return JournalReplay(oldestFirst: entries)
    }
}
