/// The syntax of an exported file.
package enum ExportFormat: String, CaseIterable, Sendable {
    /// RFC 4180, UTF-8, CRLF, a header row, formulas guarded.
    case csv
    /// One JSON object per line, with all values, their types, and nulls.
    case ndjson
}
