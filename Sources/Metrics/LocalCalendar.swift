package import Engagement
package import Foundation

/// Moments as clocks in one time zone show them, daylight saving time included.
package struct LocalCalendar: Hashable, Sendable {
    package let timeZone: TimeZone

    package init(_ timeZone: TimeZone) { self.timeZone = timeZone }

    package static let utc = LocalCalendar(TimeZone.gmt)

    /// A day and a time of day.
    package struct Moment: Hashable, Sendable {
        package var date: CivilDate
        package var hour: Int
        package var minute: Int
        package var second: Int
        /// 0 = Monday … 6 = Sunday (ISO 8601).
        package var weekday: Int
    }

    package func moment(of time: Timestamp) -> Moment {
        Self.moment(of: time, secondsFromGMT: secondsFromGMT(at: time))
    }

    func secondsFromGMT(at time: Timestamp) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
    }

    static func moment(of time: Timestamp, secondsFromGMT: Int) -> Moment {
        let local = Int(time.seconds) + secondsFromGMT
        let second = local - floorDivision(local, 86_400) * 86_400
        let day = floorDivision(local, 86_400)
        // 1970-01-01 was a Thursday.
        let weekday = day + 3 - floorDivision(day + 3, 7) * 7
        return Moment(
            date: CivilDate(daysSinceEpoch: day), hour: second / 3_600, minute: second / 60 % 60, second: second % 60,
            weekday: weekday)
    }

    private static func floorDivision(_ number: Int, _ divisor: Int) -> Int {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
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
    package var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    /// `November 2026`
    package var title: String { "\(Self.names[month - 1]) \(year)" }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}
