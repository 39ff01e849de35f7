import Engagement
import Metrics
import Templates

/// `months/2026-11/index.html`, `lists/HASH/index.html`, `series/HASH/index.html`: the campaigns of one month, list or series.
struct GroupPage {
    private let renderer: PageRenderer
    private let grouping: Grouping
    private let group: CampaignGroup

    init(_ renderer: PageRenderer, _ grouping: Grouping, _ group: CampaignGroup) {
        self.renderer = renderer
        self.grouping = grouping
        self.group = group
    }

    private var page: SitePage { grouping.page(of: group) }

    func render() throws -> [SiteFile] {
        let campaigns = campaigns
        let shown = campaigns.suffix(CampaignTable.limit)
        let calendar = renderer.account.calendar
        var context: PageContext = [
            "title": .text(group.title),
            "is_month": .flag(grouping == .months),
            "is_list": .flag(grouping == .lists),
            "is_series": .flag(grouping == .series),
            "campaigns": .trusted(counted(group.campaigns.count, "campaign")),
            "sends": .trusted("\(counted(group.counts.participants, "email")) sent"),
            "settled": .trusted(settled),
            "totals": .block(Tiles(of: group.campaigns, counts: group.counts)),
            "trend_opens": .block(
                ChartBlock.trend(Trend(.open, of: group.campaigns, in: calendar), names: renderer.names, times: renderer.times)),
            "trend_clicks": .block(
                ChartBlock.trend(Trend(.click, of: group.campaigns, in: calendar), names: renderer.names, times: renderer.times)),
            "funnel": .block(ChartBlock.funnel(of: group.campaigns)),
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
        let ids = Set(group.campaigns.map(\.id))
        return renderer.account.campaigns.filter { ids.contains($0.id) }
    }

    /// The rates that months and lists can be compared by; nil where no campaign is old enough.
    private var settled: String? {
        guard group.open.value != nil || group.click.value != nil else { return nil }
        let when = group.open.basis == .final ? "As they stand now" : "7 days after sending"
        let comingIn =
            group.comingIn == 0
            ? "" : "; \(counted(group.comingIn, "campaign still coming in is", "campaigns still coming in are")) not in it"
        return
            "\(when), \(Format.percent(group.open.rate)) had opened and \(Format.percent(group.click.rate)) clicked\(comingIn)."
    }

    /// The month before and after.
    private var neighbours: PageContext {
        let months = renderer.account.figures.months
        guard grouping == .months, let index = months.firstIndex(where: { $0.key == group.key }) else {
            return ["previous": .absent, "next": .absent]
        }
        let link = { (index: Int) -> PageValue in
            guard months.indices.contains(index) else { return .absent }
            let month = months[index]
            return .list([["title": .text(month.title), "address": .markup(page.address(of: .month(month.key)))]])
        }
        return ["previous": link(index - 1), "next": link(index + 1)]
    }
}
