import Engagement
import Metrics

/// `months/2026-11/index.html`, `lists/HASH/index.html`: the campaigns of one month, or of one list.
struct GroupPage {
    private let kit: PageKit
    private let grouping: Grouping
    private let group: GroupReport

    init(_ kit: PageKit, _ grouping: Grouping, _ group: GroupReport) {
        self.kit = kit
        self.grouping = grouping
        self.group = group
    }

    private var page: SitePage { grouping.page(of: group) }

    func render() throws -> [Page] {
        let campaigns = campaigns
        let shown = campaigns.suffix(CampaignTable.limit)
        var context: TemplateContext = [
            "title": .text(group.title),
            "is_month": .flag(grouping == .months),
            "campaigns": .words(counted(group.campaigns, "campaign")),
            "participants": .words(counted(group.counts.participants, "participant")),
            "totals": .block(Tiles(of: group.counts)),
            "trend_opens": .block(Pictures.trend(of: .open, over: campaigns, clock: kit.clock)),
            "trend_clicks": .block(Pictures.trend(of: .click, over: campaigns, clock: kit.clock)),
            "funnel": .block(Pictures.funnel(of: group.counts)),
            "heat_map": .block(
                Pictures.heatMap(campaigns.reduce(HeatMap()) { $0 + $1.heatMap }, zone: kit.clock.zone)),
            "table": .block(
                CampaignTable(
                    shown.reversed(), kit: kit, on: page, caption: "Campaigns",
                    comfort: [.sorts, .filters]
                ).table),
            "older": .words(
                shown.count < campaigns.count ? counted(campaigns.count - shown.count, "older campaign") : nil),
        ]
        context.merge(neighbours) { $1 }
        return try kit.render("group.md", at: page, context)
    }

    private var campaigns: [CampaignReport] {
        let ids = Set(group.campaignIDs)
        return kit.report.campaigns.filter { ids.contains($0.id) }
    }

    /// The month before and after.
    private var neighbours: TemplateContext {
        guard grouping == .months, let index = kit.report.byMonth.firstIndex(of: group) else {
            return ["previous": .absent, "next": .absent]
        }
        let months = kit.report.byMonth
        let link = { (place: Int) -> TemplateValue in
            guard months.indices.contains(place) else { return .absent }
            return .list([
                ["title": .text(months[place].title), "address": .markup(page.address(of: .month(months[place].key)))]
            ])
        }
        return ["previous": link(index - 1), "next": link(index + 1)]
    }
}
