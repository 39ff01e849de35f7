import Engagement

/// Contacts' records as they were when a run had ended, as a table in SQL: those that no later run has replaced, and of the
/// others what the first run to replace them journalled.
struct RecordsAsOf {
    /// Nil: the current records.
    let run: RunNumber?

    init(_ run: RunNumber?) { self.run = run }

    /// To be put before a `SELECT` from ``table``.
    var with: String {
        guard let run else { return "" }
        let columns = ["contact_id"] + Columns.journalledRecord
        return """
            WITH replaced AS (
                SELECT contact_id, min(sequence) AS sequence FROM journal
                WHERE change = '\(ChangeName.attributes.rawValue)' AND run > \(run) GROUP BY contact_id),
            record AS (
                SELECT \(Columns.list(columns, of: "c")) FROM contact c
                WHERE c.first_run <= \(run) AND c.contact_id NOT IN (SELECT contact_id FROM replaced)
                UNION ALL
                SELECT \(Columns.list(columns, of: "j")) FROM replaced JOIN journal j ON j.sequence = replaced.sequence
                JOIN contact c ON c.contact_id = replaced.contact_id WHERE c.first_run <= \(run))
            """
    }

    var table: String { run == nil ? "contact" : "record" }
}
