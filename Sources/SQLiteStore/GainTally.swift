import Engagement
import GRDB

/// Counts first reports by campaign, report and run in one pass over the table: seven `GROUP BY`s would read it seven
/// times.
struct GainTally {
    /// By campaign; the inner index is the report's, the last one counts who became engaged.
    private var counts: [Int64: [[RunNumber: Int]]] = [:]
    private var campaign: Int64 = -1
    private var current: [[RunNumber: Int]] = []

    /// - Parameter row: the campaign, then the six first runs; rows of one campaign come together.
    mutating func add(_ row: Row) {
        let key: Int64 = row[0]
        if key != campaign {
            keep()
            campaign = key
            current = Array(repeating: [:], count: ReportKind.allCases.count + 1)
        }
        var engaged = RunNumber.max
        for kind in ReportKind.allCases {
            guard let run = row[1 + kind.index] as RunNumber? else { continue }
            current[kind.index][run, default: 0] += 1
            if kind == .opened || kind == .clicked { engaged = min(engaged, run) }
        }
        if engaged != .max { current[ReportKind.allCases.count][engaged, default: 0] += 1 }
    }

    private mutating func keep() { if !current.isEmpty { counts[campaign] = current } }

    func gains(_ ids: [Int64: CampaignID]) -> [Gain] {
        var all = self
        all.keep()
        return all.counts.flatMap { campaign, tables in
            zip(ReportKind.allCases.map(Optional.some) + [nil], tables).flatMap { kind, runs in
                runs.map { Gain(campaignID: ids[campaign] ?? "", run: $0.key, kind: kind, count: $0.value) }
            }
        }
    }
}
