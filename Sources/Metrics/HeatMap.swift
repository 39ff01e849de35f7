import Basics
package import Engagement

/// Opens by hour of the week, as clocks in the configured time zone show it.
package struct HeatMap: Hashable, Sendable {
    /// `opened[weekday][hour]`, weekday 0 = Monday … 6 = Sunday, hour 0 … 23. First opens of participants with a time.
    package private(set) var opened = HeatMap.empty

    package static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let empty = Array(repeating: Array(repeating: 0, count: 24), count: 7)

    package init() {}

    package var totalOpened: Int { opened.joined().reduce(0, +) }

    /// The hour of the week with the most opens, the first of equals; nil without opens.
    package var busiest: (weekday: Int, hour: Int, count: Int)? {
        var best: (weekday: Int, hour: Int, count: Int)?
        for (weekday, hours) in opened.enumerated() {
            for (hour, count) in hours.enumerated() where count > best?.count ?? 0 { best = (weekday, hour, count) }
        }
        return best
    }

    mutating func add(_ count: Int, weekday: Int, hour: Int) { opened[weekday][hour] += count }

    package static func + (left: HeatMap, right: HeatMap) -> HeatMap {
        var sum = left
        for weekday in 0..<7 {
            for hour in 0..<24 {
                sum.opened[weekday][hour] += right.opened[weekday][hour]
            }
        }
        return sum
    }

    /// One map for each campaign. A quarter of an hour of UTC is within one hour of every zone that is in use.
    package static func byCampaign(
        _ measurements: [CampaignID: CampaignMeasurement], in calendar: LocalCalendar
    ) -> [CampaignID: HeatMap] {
        // Asking the zone is slow, and campaigns share their hours.
        var hours: [Timestamp: (weekday: Int, hour: Int)] = [:]
        return measurements.mapValues { measurement in
            measurement.quarterHours.reduce(into: HeatMap()) { map, quarter in
                let time: (weekday: Int, hour: Int)
                if let known = hours[quarter.startsAt] {
                    time = known
                } else {
                    let moment = calendar.moment(of: quarter.startsAt)
                    time = (moment.date.weekday, moment.hour)
                    hours[quarter.startsAt] = time
                }
                map.add(quarter.count, weekday: time.weekday, hour: time.hour)
            }
        }
    }
}
