import Engagement
import Metrics
import Templates

/// `months/index.html`, `lists/index.html` and `series/index.html`: all groups of one kind side by side.
struct GroupListPage {
    private let renderer: PageRenderer
    private let grouping: Grouping

    init(_ renderer: PageRenderer, _ grouping: Grouping) {
        self.renderer = renderer
        self.grouping = grouping
    }

    func render() throws -> [SiteFile] {
        let groups = grouping.groups(of: renderer.account)
        return try renderer.render(
            .groups, at: grouping.page,
            [
                "title": .trusted(grouping.title),
                "groups": .trusted(grouping.counted(groups.count)),
                "are_months": .flag(grouping == .months),
                "are_lists": .flag(grouping == .lists),
                "are_series": .flag(grouping == .series),
                "zone": .trusted(renderer.times.zone),
                "opens": .block(chart(.open, groups)),
                "clicks": .block(chart(.click, groups)),
                "table": .block(GroupTable(grouping, of: renderer.account, root: grouping.page.root).table),
            ])
    }

    private func chart(_ response: ResponseKind, _ groups: [CampaignGroup]) -> ChartBlock? {
        grouping == .months ? ChartBlock.months(response, groups.reversed()) : ChartBlock.bars(response, groups, of: grouping)
    }
}
