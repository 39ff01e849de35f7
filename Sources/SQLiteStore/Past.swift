import Engagement
import EngagementStore
import GRDB

/// Contacts' records as they were when a run had ended, as a table of SQL: those that no later run has replaced, and
/// of the others what the first run to replace them journalled.
struct PastRecords {
    let run: RunNumber?

    init(asOf run: RunNumber?) { self.run = run }

    /// To be put before a `SELECT` from ``table``.
    var with: String {
        guard let run else { return "" }
        let columns = [
            "contact_id", "person", "email_address", "status", "fields", "last_updated_at", "attributes_run",
        ]
        func list(_ table: String) -> String { columns.map { "\(table).\($0)" }.joined(separator: ", ") }
        return """
            WITH replaced AS (
                SELECT contact_id, min(sequence) AS sequence FROM journal WHERE change = 'attributes' AND run > \(run)
                GROUP BY contact_id),
            record AS (
                SELECT \(list("c")) FROM contact c
                WHERE c.first_run <= \(run) AND c.contact_id NOT IN (SELECT contact_id FROM replaced)
                UNION ALL
                SELECT \(list("j")) FROM replaced JOIN journal j ON j.sequence = replaced.sequence
                JOIN contact c ON c.contact_id = replaced.contact_id WHERE c.first_run <= \(run))
            """
    }

    var table: String { run == nil ? "contact" : "record" }
}

/// What runs after a certain one changed about participants of one campaign, to be taken back from their rows.
struct PastRows {
    let db: Database
    let run: RunNumber
    let campaign: Int64

    /// - Parameter rows: of one campaign, in order, with their contacts' first runs (nil: no record).
    func restore(_ rows: inout [ParticipantRow], firstRuns: [RunNumber?]) throws {
        guard let first = rows.first?.participant.contactID, let last = rows.last?.participant.contactID else { return }
        let places = Dictionary(uniqueKeysWithValues: rows.indices.map { (rows[$0].participant.contactID, $0) })
        let entries = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT *, \(Columns.attributes(of: "journal")) FROM journal
                    WHERE contact_id >= ? AND contact_id <= ? AND run > ?
                    AND (campaign = ? OR change = 'attributes') ORDER BY sequence DESC
                    """), arguments: [first, last, run, campaign])
        while let entry = try entries.next() {
            guard let place = places[entry["contact_id"]] else { continue }
            try takeBack(entry, from: &rows[place])
        }
        for index in rows.indices {
            rows[index].participant = rows[index].participant.asOf(run)
            if (firstRuns[index] ?? .max) > run { rows[index].attributes = nil }
        }
    }

    private func takeBack(_ entry: Row, from row: inout ParticipantRow) throws {
        switch try entry.value("change", ChangeName.self) {
        case .attributes: row.attributes = try entry.attributes(from: JournalEntry.attributesIndex)
        case .occurredAt: row.participant.occurredAt = try OccurredAt(journalRow: entry)
        case .vanished: row.vanished.remove(try entry.value("kind"))
        case .returned: row.vanished.insert(try entry.value("kind"))
        case .campaign: break
        }
    }

}

extension Participant {
    /// What was known of it when a run had ended.
    func asOf(_ run: RunNumber) -> Participant {
        var past = self
        past.firstReported = firstReported.asOf(run)
        for kind in ReportKind.allCases where !past.firstReported.isReported(kind) { past.occurredAt[kind] = nil }
        return past
    }
}
