import Basics
import Engagement
import Foundation
import Metrics

/// Moments as the pages write them, in the time zone of the configuration.
struct TimeText: Sendable {
    let calendar: LocalCalendar

    /// `UTC`, or the zone's name: `Europe/Berlin`.
    var zone: String {
        let name = calendar.timeZone.identifier
        return ["GMT", "UTC", "Etc/UTC"].contains(name) ? "UTC" : name
    }

    /// `23 Nov 2026`
    func date(_ time: Timestamp) -> String {
        let date = calendar.moment(of: time).date
        return "\(date.day) \(MonthName.abbreviated[date.month - 1]) \(date.year)"
    }

    /// `23 Nov`
    func shortDate(_ time: Timestamp) -> String {
        let date = calendar.moment(of: time).date
        return "\(date.day) \(MonthName.abbreviated[date.month - 1])"
    }

    /// `23 Nov 2026, 02:06`
    func dateAndTime(_ time: Timestamp) -> String {
        let moment = calendar.moment(of: time)
        return "\(date(time)), \(moment.hour.padded(to: 2)):\(moment.minute.padded(to: 2))"
    }

    /// `23 Nov 2026, 02:06 UTC`
    func full(_ time: Timestamp) -> String { "\(dateAndTime(time)) \(zone)" }

    /// `4 s`, `3 min 20 s`, `2 h 5 min`; nil while there is no end.
    static func duration(from start: Timestamp, to end: Timestamp?) -> String? {
        end.map { DurationText.text(seconds: Double($0.seconds - start.seconds)) }
    }
}
