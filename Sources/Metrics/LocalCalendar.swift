package import Basics
package import Engagement
package import Foundation

/// Moments as clocks in one time zone show them, daylight saving time included.
package struct LocalCalendar: Hashable, Sendable {
    package let timeZone: TimeZone

    package init(_ timeZone: TimeZone) { self.timeZone = timeZone }

    package static let utc = LocalCalendar(TimeZone.gmt)

    /// The local day and time of day.
    package func moment(of time: Timestamp) -> CivilTime {
        CivilTime(secondsSinceEpoch: time.seconds + Int64(secondsFromGMT(at: time)))
    }

    func secondsFromGMT(at time: Timestamp) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
    }
}

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
