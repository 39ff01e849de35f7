import Basics
package import Engagement

/// How many participants of a campaign the same runs were the first to find: all that the counts at any run's end, and the gains of
/// each run, are made of. There are few different ones.
package struct ReportTally: Hashable, Sendable {
    private var groups: [FirstReported: Int] = [:]

    package init() {}

    mutating func add(_ reported: FirstReported, _ count: Int = 1) { groups[reported, default: 0] += count }

    /// - Parameter run: at whose end; nil is now.
    package func counts(asOf run: RunNumber? = nil) -> Counts {
        groups.reduce(into: Counts()) { counts, group in counts.add(group.value, run.map(group.key.asOf) ?? group.key) }
    }

    package func gains(of campaign: CampaignID) -> [Gain] {
        var tally = GainTally()
        for (reported, count) in groups { tally.add(count, reported, of: campaign) }
        return tally.gains
    }
}

extension CompactWriter {
    /// In a fixed order, so that the same rows give the same bytes.
    mutating func append(_ tally: ReportTally) {
        append(tally.sorted) { writer, group in
            for run in group.runs { writer.append(Int(run)) }
            writer.append(group.count)
        }
    }
}

extension CompactReader {
    mutating func reportTally() throws(Damaged) -> ReportTally {
        let groups = try array { (reader: inout CompactReader) throws(Damaged) in
            var reported = FirstReported()
            for kind in ReportKind.allCases {
                guard let run = RunNumber(exactly: try reader.int()) else { throw Damaged() }
                reported[kind] = run == ReportTally.unreported ? nil : run
            }
            return (reported, try reader.int())
        }
        var tally = ReportTally()
        for (reported, count) in groups { tally.add(reported, count) }
        return tally
    }
}

extension ReportTally {
    /// Stands for the run where no report lists the contact. The number of what was there before the first run is 0.
    fileprivate static let unreported: RunNumber = -1

    fileprivate var sorted: [(runs: [RunNumber], count: Int)] {
        groups.map { group in (ReportKind.allCases.map { group.key[$0] ?? Self.unreported }, group.value) }
            .sorted { $0.runs.lexicographicallyPrecedes($1.runs) }
    }
}
