package import Basics
package import Engagement

/// A cell of a workbook. What is a text stays a text, whatever it looks like: never a formula, a link or a number.
package enum WorkbookCell: Hashable, Sendable {
    case empty
    case text(String)
    case count(Int)
    /// 0…1, shown as per cent.
    case share(Double)
    case time(Timestamp)
    /// The first day of a month, shown as `2026-11`.
    case month(CivilDate)
}
