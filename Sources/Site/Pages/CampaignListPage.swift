import Engagement
import Metrics
import Templates

/// `campaigns/index.html`: every campaign in one table.
struct CampaignListPage {
    private let renderer: PageRenderer

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let account = renderer.account
        let table = CampaignTable(
            account.campaigns.suffix(CampaignTable.limit).reversed(), renderer: renderer, on: .campaigns,
            caption: "All campaigns",
            controls: [.sorts, .filters]
        ).table
        let contradictions = Contradictions(account.reconciliation, names: renderer.names)
        return try renderer.render(
            .campaigns, at: .campaigns,
            [
                "campaigns": .trusted(counted(account.campaigns.count, "campaign")),
                "table": .block(table),
                "older": .trusted(
                    account.campaigns.count > CampaignTable.limit
                        ? counted(account.campaigns.count - CampaignTable.limit, "older campaign") : nil),
                "excluded": .trusted(Phrases.excluded(account.campaigns)),
                "contradictions": .block(MismatchNotice.notice(contradictions, root: SitePage.campaigns.root)),
                "unsent": .list(
                    account.unsent.map {
                        ["title": .text($0.campaign.title), "status": .text($0.campaign.status.rawValue)]
                    }),
                "has_unsent": .trusted(account.unsent.isEmpty ? nil : counted(account.unsent.count, "campaign")),
            ])
    }
}
