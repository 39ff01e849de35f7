import Basics
import Engagement

/// The opens and clicks of one campaign by hours since sending.
struct TimedCounts: Sendable {
    let counts: Counts
    /// Cumulative, with one entry for each hour with any. Hours before sending count as the first hour.
    private let opens: Cumulative
    private let clicks: Cumulative

    init(_ hourCounts: [HourCount], counts: Counts) {
        self.counts = counts
        opens = Cumulative(hourCounts.lazy.filter { $0.kind == .opened })
        clicks = Cumulative(hourCounts.lazy.filter { $0.kind == .clicked })
    }

    var timedOpens: Int { opens.total }
    var untimedOpens: Int { max(0, counts.opened - opens.total) }
    var untimedClicks: Int { max(0, counts.clicked - clicks.total) }

    /// Whether at most one in twenty opens, and one in twenty clicks, has no time: else curves and comparisons at equal age would
    /// mislead.
    var hasTimes: Bool { untimedOpens * 20 <= counts.opened && untimedClicks * 20 <= counts.clicked }

    /// Participants who had opened, or clicked, after so many hours.
    func opened(within hours: Int) -> Int { opens.count(within: hours) }
    func clicked(within hours: Int) -> Int { clicks.count(within: hours) }

    private struct Cumulative: Sendable {
        private var hours: [Int] = []
        private var counts: [Int] = []

        init(_ rows: some Sequence<HourCount>) {
            var total = 0
            for row in rows.sorted(by: { $0.hour < $1.hour }) {
                total += row.count
                hours.append(max(0, row.hour))
                counts.append(total)
            }
        }

        var total: Int { counts.last ?? 0 }

        func count(within limit: Int) -> Int {
            // Hour h ends after h + 1 hours.
            let end = hours.partitioningIndex { $0 >= limit }
            return end == 0 ? 0 : counts[end - 1]
        }
    }
}
