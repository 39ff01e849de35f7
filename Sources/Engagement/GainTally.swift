/// Adds up which run was the first to find how many participants in each report.
package struct GainTally: Sendable {
    private struct Key: Hashable {
        var campaign: CampaignID
        var run: RunNumber
        var kind: ReportKind?
    }

    private var counts: [Key: Int] = [:]

    package init() {}

    /// Adds participants of a campaign that the same runs found first.
    package mutating func add(_ count: Int, _ reported: FirstReported, of campaign: CampaignID) {
        for kind in ReportKind.allCases {
            if let run = reported[kind] { counts[Key(campaign: campaign, run: run, kind: kind), default: 0] += count }
        }
        if let run = reported.firstEngaged { counts[Key(campaign: campaign, run: run, kind: nil), default: 0] += count }
    }

    package var gains: [Gain] {
        counts.map { Gain(campaignID: $0.key.campaign, run: $0.key.run, kind: $0.key.kind, count: $0.value) }
    }
}
