/// Which columns a CSV of participants has.
package enum ExportLayout: String, CaseIterable, Sendable {
    /// The columns of the site's files.
    case standard
    /// The 21 columns that the old scripts wrote.
    case legacy
}
