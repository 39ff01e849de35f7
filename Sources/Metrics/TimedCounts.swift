import Engagement

/// One campaign's opens and clicks by hours since sending, added up for reading off.
struct TimedCounts: Sendable {
    let counts: Counts
    /// Cumulative, one entry an hour that brought any; hours before sending count as the first.
    private let opens: Cumulative
    private let clicks: Cumulative

    init(_ hourCounts: [HourCount], counts: Counts) {
        self.counts = counts
        opens = Cumulative(hourCounts.lazy.filter { $0.kind == .opened })
        clicks = Cumulative(hourCounts.lazy.filter { $0.kind == .clicked })
    }

    var timedOpens: Int { opens.total }
    var timedClicks: Int { clicks.total }
    var untimedOpens: Int { max(0, counts.opened - opens.total) }
    var untimedClicks: Int { max(0, counts.clicked - clicks.total) }

    /// True if so few opens and clicks lack a time, one in twenty at most, that curves and comparisons at equal age stand.
    var hasTimes: Bool { untimedOpens * 20 <= counts.opened && untimedClicks * 20 <= counts.clicked }

    /// Participants who had done so when so many hours had passed.
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
            // The hour h ends when h + 1 hours have passed.
            var (low, high) = (0, hours.count)
            while low < high {
                let middle = (low + high) / 2
                if hours[middle] < limit { low = middle + 1 } else { high = middle }
            }
            return low == 0 ? 0 : counts[low - 1]
        }
    }
}
