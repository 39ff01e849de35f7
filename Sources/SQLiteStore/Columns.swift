import Engagement

/// Names of columns, in groups that are read together: where a group begins in a row follows from the groups before it.
enum Columns {
    static func first(_ kind: ReportKind) -> String { "first_\(kind.rawValue)" }
    static func time(_ kind: ReportKind) -> String { "\(kind.rawValue)_at" }

    /// The first runs of all reports.
    static let firstRuns = ReportKind.allCases.map(first)
    /// The times of all reports.
    static let times = ReportKind.allCases.map(time)
    /// What ``GRDB/Row/participant(_:from:)`` reads.
    static let participant = firstRuns + times
    /// What ``GRDB/Row/attributes(from:)`` reads.
    static let record = ["email_address", "status", "fields", "last_updated_at", "attributes_run"]
    /// The same of `c`, with NULL in place of the fields.
    static let recordWithoutFields = list(record.map { $0 == "fields" ? "NULL" : "c.\($0)" })
    /// The key of a current record; the journal has none.
    static let recordKey = ["generation", "effective_at", "seen_run"]
    /// What ``GRDB/Row/keyedRecord(from:)`` reads.
    static let keyedRecord = record + recordKey
    /// A contact's record, as `contact` keeps it.
    static let contact =
        ["contact_id", "email_address", "person", "domain", "status", "fields", "last_updated_at", "attributes_run"]
        + recordKey
    /// What `journal` keeps of a contact's old record.
    static let journalledRecord = ["email_address", "person", "status", "fields", "last_updated_at", "attributes_run"]

    /// `email_address, status, …`
    static func list(_ columns: [String]) -> String { columns.joined(separator: ", ") }

    /// `c.email_address, c.status, …`
    static func list(_ columns: [String], of table: String) -> String { list(columns.map { "\(table).\($0)" }) }

    /// As many placeholders: `?, ?, …`
    static func placeholders(_ count: Int) -> String { list(Array(repeating: "?", count: count)) }
}
