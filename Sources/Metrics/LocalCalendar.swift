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
