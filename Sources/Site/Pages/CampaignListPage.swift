import Engagement
import Metrics

/// `campaigns/index.html`: every campaign in one table.
struct CampaignListPage {
    private let kit: PageKit

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let report = kit.report
        let table = CampaignTable(
            report.campaigns.suffix(CampaignTable.limit).reversed(), kit: kit, on: .campaigns, caption: "All campaigns",
            comfort: [.sorts, .filters]
        ).table
        let contradictions = Contradictions(report.reconciliation, names: kit.names)
        return try kit.render(
            "campaigns.md", at: .campaigns,
            [
                "campaigns": .words(counted(report.campaigns.count, "campaign")),
                "table": .block(table),
                "older": .words(
                    report.campaigns.count > CampaignTable.limit
                        ? counted(report.campaigns.count - CampaignTable.limit, "older campaign") : nil),
                "excluded": .words(Words.excluded(report.campaigns)),
                "contradictions": .block(AlarmNotices.contradictions(contradictions, root: SitePage.campaigns.root)),
                "unsent": .list(
                    report.unsent.map {
                        ["title": .text($0.campaign.title), "status": .text($0.campaign.status.rawValue)]
                    }),
                "has_unsent": .words(report.unsent.isEmpty ? nil : counted(report.unsent.count, "campaign")),
            ])
    }
}
