import Engagement
import Metrics

/// The account as of the end of a run, and what had changed since the finished run before.
struct RunSnapshot: Sendable {
    struct Campaign: Sendable {
        var id: CampaignID
        var slug: String
        var title: String
        var isExcluded: Bool
        /// As of the run.
        var counts: Counts
        /// New since the finished run before.
        var gained: Counts
        var reconciliation: CampaignReconciliation?
    }

    let run: Run
    /// The run before it that has a page; nil for the first.
    let previous: Run?
    /// Campaigns with participants as of the run, in the order of sending.
    let campaigns: [Campaign]
    let detail: RunDetail
    /// Sentences without markup, tripwires first.
    let contradictions: [String]

    init(_ run: Run, in account: AccountMetrics, detail: RunDetail) {
        self.run = run
        self.detail = detail
        previous = account.runs.last { $0.number < run.number && $0.hasPage }
        let reconciliations = Dictionary(
            (detail.reconciliation?.campaigns ?? []).map { ($0.campaignID, $0) }, uniquingKeysWith: { $1 })
        campaigns = account.campaigns.compactMap { campaign in
            guard let counts = detail.after[campaign.id], counts != Counts() else { return nil }
            return Campaign(
                id: campaign.id, slug: campaign.slug, title: campaign.title, isExcluded: campaign.isExcluded,
                counts: counts, gained: counts - (detail.before[campaign.id] ?? Counts()),
                reconciliation: reconciliations[campaign.id])
        }
        contradictions = detail.reconciliation.map { Contradictions($0, names: CampaignNames(account)).sentences } ?? []
    }

    /// New over all campaigns.
    var gained: Counts { campaigns.reduce(Counts()) { $0 + $1.gained } }
}
