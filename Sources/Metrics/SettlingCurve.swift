import Engagement

/// How opens and clicks come in after sending: cumulative counts by hours, up to 30 days.
///
/// Only participants with a time are in it (the provider's free plan leaves times out, and an open that only a click
/// implies has none), so its end may lie below the open rate; ``untimedOpens`` says by how many.
package struct SettlingCurve: Hashable, Sendable {
    /// The hours since sending for which the curve has a point.
    package static let hours = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720]

    /// Sent − bounced.
    package let delivered: Int
    /// One for each entry of ``hours`` that the campaigns are old enough for.
    package let points: [Point]
    /// All opens with a time, later ones than 30 days included.
    package let timedOpens: Int
    /// Opens without a time, which are missing in the curve.
    package let untimedOpens: Int
    /// How many campaigns are in the curve.
    package let campaigns: Int

    package struct Point: Hashable, Sendable {
        /// Since sending.
        package var hours: Int
        /// Participants who had opened, or clicked, by then.
        package var opened: Int
        package var clicked: Int
    }

    /// Opened by then ÷ delivered.
    package func openRate(at point: Point) -> Rate { Rate(point.opened, of: delivered) }
    package func clickRate(at point: Point) -> Rate { Rate(point.clicked, of: delivered) }

    /// The first hour of ``hours`` by which at least half of all opens with a time had come; nil without opens.
    package var halfOfOpensWithin: Int? {
        guard timedOpens > 0 else { return nil }
        return points.first { $0.opened * 2 >= timedOpens }?.hours
    }

    /// - Parameter ageInHours: whole hours between sending and the end of the run.
    init(parts: [TimedCounts], ageInHours: Int) {
        campaigns = parts.count
        delivered = parts.reduce(0) { $0 + $1.counts.delivered }
        timedOpens = parts.reduce(0) { $0 + $1.timedOpens }
        untimedOpens = parts.reduce(0) { $0 + $1.untimedOpens }
        points = Self.hours.filter { $0 <= ageInHours }.map { hours in
            Point(
                hours: hours, opened: parts.reduce(0) { $0 + $1.opened(within: hours) },
                clicked: parts.reduce(0) { $0 + $1.clicked(within: hours) })
        }
    }

    /// The pooled curve of the campaigns old enough for the longest of 30, 7, 3 days and one day that any is old enough for:
    /// one group of campaigns from the first point to the last, so that the curve can't fall. Nil where none is a day old
    /// or has opens with times.
    static func pooled(_ parts: [(timed: TimedCounts, ageInHours: Int)]) -> SettlingCurve? {
        let known = parts.filter(\.timed.hasTimes)
        for horizon in [720, 168, 72, 24] {
            let old = known.filter { $0.ageInHours >= horizon }
            if old.contains(where: { $0.timed.timedOpens > 0 }) {
                return SettlingCurve(parts: old.map(\.timed), ageInHours: horizon)
            }
        }
        return nil
    }
}
