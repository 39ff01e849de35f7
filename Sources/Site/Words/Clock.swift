import Engagement
import Foundation
import Metrics

/// Moments as the pages write them, in the time zone of the configuration.
struct Clock: Sendable {
    let calendar: LocalCalendar

    /// `UTC`, or the zone's name: `Europe/Berlin`.
    var zone: String {
        let name = calendar.timeZone.identifier
        return ["GMT", "UTC", "Etc/UTC"].contains(name) ? "UTC" : name
    }

    /// `23 Nov 2026`
    func date(_ time: Timestamp) -> String {
        let date = calendar.moment(of: time).date
        return "\(date.day) \(Self.months[date.month - 1]) \(date.year)"
    }

    /// `23 Nov 2026, 02:06`
    func dateAndTime(_ time: Timestamp) -> String {
        let moment = calendar.moment(of: time)
        return "\(date(time)), \(Self.pad(moment.hour)):\(Self.pad(moment.minute))"
    }

    /// `23 Nov 2026, 02:06 UTC`
    func full(_ time: Timestamp) -> String { "\(dateAndTime(time)) \(zone)" }

    /// `Nov 2026`
    func month(_ date: CivilDate) -> String { "\(Self.months[date.month - 1]) \(date.year)" }

    /// `23 Nov`
    func day(_ date: CivilDate) -> String { "\(date.day) \(Self.months[date.month - 1])" }

    /// `4 s`, `3 min 20 s`, `2 h 5 min`
    static func duration(from start: Timestamp, to end: Timestamp?) -> String? {
        guard let end else { return nil }
        let seconds = max(0, end.seconds - start.seconds)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s" }
        return "\(Format.count(Int(seconds / 3_600))) h \(seconds / 60 % 60) min"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
