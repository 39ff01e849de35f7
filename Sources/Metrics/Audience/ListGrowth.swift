package import Engagement

/// How one list grew, from the sizes that runs read: the provider tells no other way.
package struct ListGrowth: Hashable, Sendable {
    package let listID: ListID
    /// Its name now; the id where that is not known.
    package let name: String
    /// Oldest first; one a run that read the list.
    package let readings: [ListSizeReading]
    /// Oldest first; months in which no run read the list are left out.
    package let months: [Month]

    package struct Month: Hashable, Sendable {
        package let month: CalendarMonth
        /// The month's last reading.
        package let last: ListSizeReading
        /// Subscribed at its end less subscribed at the end of the month before (by its last reading); nil where that one was not
        /// read.
        package let net: Int?
        /// The same of unsubscribed: how many left, less those the provider has deleted or who came back.
        package let unsubscribed: Int?
    }

    package var now: ListSizeReading? { readings.last }

    /// One entry a list, in order of their ids.
    package static func all(
        _ readings: some Sequence<ListSizeReading>, names: [ListID: String] = [:], in calendar: LocalCalendar
    ) -> [ListGrowth] {
        Dictionary(grouping: readings, by: \.listID).sorted { $0.key < $1.key }.map {
            ListGrowth($0, name: names[$0] ?? $0, $1, in: calendar)
        }
    }

    private init(_ listID: ListID, name: String, _ readings: [ListSizeReading], in calendar: LocalCalendar) {
        self.listID = listID
        self.name = name
        self.readings = readings.sorted { ($0.at, $0.run) < ($1.at, $1.run) }
        let lasts = Dictionary(self.readings.map { (calendar.month(of: $0.at), $0) }) { $1 }
        months = lasts.sorted { $0.key < $1.key }.map { month, last in
            let before = lasts[month.previous]
            return Month(
                month: month, last: last, net: before.map { last.subscribed - $0.subscribed },
                unsubscribed: before.map { last.unsubscribed - $0.unsubscribed })
        }
    }

    /// Subscribed now less subscribed so many days before, by the last reading of then; nil where there is none so old.
    package func net(days: Int) -> Int? { change(of: \.subscribed, days: days) }

    /// The same of unsubscribed.
    package func unsubscribed(days: Int) -> Int? { change(of: \.unsubscribed, days: days) }

    private func change(of size: KeyPath<ListSizeReading, Int>, days: Int) -> Int? {
        guard let now else { return nil }
        let then = now.at.seconds - Int64(days) * 86_400
        return readings.last { $0.at.seconds <= then }.map { now[keyPath: size] - $0[keyPath: size] }
    }

    /// Subscribed now less subscribed at the first reading; nil where there is no other.
    package var netSinceFirst: Int? {
        guard let first = readings.first, let now, readings.count > 1 else { return nil }
        return now.subscribed - first.subscribed
    }
}

extension CalendarMonth {
    /// The month before.
    package var previous: CalendarMonth {
        CalendarMonth(year: month == 1 ? year - 1 : year, month: month == 1 ? 12 : month - 1)
    }
}
