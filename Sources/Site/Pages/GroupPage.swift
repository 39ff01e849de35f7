import Engagement
import Metrics
import Templates

/// `months/2026-11/index.html`, `lists/HASH/index.html`: the campaigns of one month, or of one list.
struct GroupPage {
    private let renderer: PageRenderer
    private let grouping: Grouping
    private let group: GroupMetrics

    init(_ renderer: PageRenderer, _ grouping: Grouping, _ group: GroupMetrics) {
        self.renderer = renderer
        self.grouping = grouping
        self.group = group
    }

    private var page: SitePage { grouping.page(of: group) }

    func render() throws -> [SiteFile] {
        let campaigns = campaigns
        let shown = campaigns.suffix(CampaignTable.limit)
        var context: PageContext = [
            "title": .text(group.title),
            "is_month": .flag(grouping == .months),
            "campaigns": .trusted(counted(group.campaigns, "campaign")),
            "participants": .trusted(counted(group.counts.participants, "participant")),
            "totals": .block(Tiles(of: group.counts)),
            "trend_opens": .block(ChartBlock.trend(of: .open, over: campaigns, times: renderer.times)),
            "trend_clicks": .block(ChartBlock.trend(of: .click, over: campaigns, times: renderer.times)),
            "funnel": .block(ChartBlock.funnel(of: group.counts)),
            "heat_map": .block(
                ChartBlock.heatMap(campaigns.reduce(HeatMap()) { $0 + $1.heatMap }, zone: renderer.times.zone)),
            "table": .block(
                CampaignTable(
                    shown.reversed(), renderer: renderer, on: page, caption: "Campaigns",
                    controls: [.sorts, .filters]
                ).table),
            "older": .trusted(
                shown.count < campaigns.count ? counted(campaigns.count - shown.count, "older campaign") : nil),
        ]
        context.merge(neighbours) { $1 }
        return try renderer.render(.group, at: page, context)
    }

    private var campaigns: [CampaignMetrics] {
        let ids = Set(group.campaignIDs)
        return renderer.account.campaigns.filter { ids.contains($0.id) }
    }

    /// The month before and after.
    private var neighbours: PageContext {
        guard grouping == .months, let index = renderer.account.byMonth.firstIndex(of: group) else {
            return ["previous": .absent, "next": .absent]
        }
        let months = renderer.account.byMonth
        let link = { (index: Int) -> PageValue in
            guard months.indices.contains(index) else { return .absent }
            let month = months[index]
            return .list([["title": .text(month.title), "address": .markup(page.address(of: .month(month.key)))]])
        }
        return ["previous": link(index - 1), "next": link(index + 1)]
    }
}
