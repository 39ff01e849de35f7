import Engagement
import Metrics

/// The account as it was when a run had ended, worked out from what each run was the first to find.
struct RunState: Sendable {
    struct Campaign: Sendable {
        var id: CampaignID
        var slug: String
        var title: String
        var isExcluded: Bool
        /// As of the run.
        var counts: Counts
        /// What the run added.
        var gained: Counts
        var reconciliation: CampaignReconciliation?
    }

    let run: Run
    /// The run before it that has a page; nil for the first.
    let previous: Run?
    /// Those that the run, or one before it, knew participants of; in the order of sending.
    let campaigns: [Campaign]
    let detail: RunDetail
    /// Sentences without markup, worst first.
    let contradictions: [String]

    init(_ run: Run, in report: AccountReport, detail: RunDetail) {
        self.run = run
        self.detail = detail
        previous = report.runs.last { $0.number < run.number && $0.hasPage }
        let reconciliations = Dictionary(
            (detail.reconciliation?.campaigns ?? []).map { ($0.campaignID, $0) }, uniquingKeysWith: { $1 })
        campaigns = report.campaigns.compactMap { campaign in
            guard let point = campaign.history.last(where: { $0.run <= run.number }) else { return nil }
            return Campaign(
                id: campaign.id, slug: campaign.slug, title: campaign.title, isExcluded: campaign.isExcluded,
                counts: run.number == report.run.number ? campaign.counts : point.counts,
                gained: point.run == run.number ? point.gained : Counts(), reconciliation: reconciliations[campaign.id])
        }
        contradictions = detail.reconciliation.map { Contradictions($0, names: CampaignNames(report)).sentences } ?? []
    }

    /// What the run added over all campaigns.
    var gained: Counts { campaigns.reduce(Counts()) { $0 + $1.gained } }
}
