import Basics

/// A month of the calendar.
package struct CalendarMonth: Hashable, Comparable, Sendable {
    package var year: Int
    package var month: Int

    package init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// `2026-11`
    package var text: String { "\(year)-\(month.padded(to: 2))" }

    /// `November 2026`
    package var title: String { "\(MonthName.full[month - 1]) \(year)" }

    package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}
