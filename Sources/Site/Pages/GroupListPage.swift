import Engagement
import Metrics
import Templates

/// `months/index.html` and `lists/index.html`: all groups of one kind side by side.
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
                "groups": .trusted(counted(groups.count, grouping.one.lowercased())),
                "are_months": .flag(grouping == .months),
                "zone": .trusted(renderer.times.zone),
                "opens": .block(chart(.open, groups)),
                "clicks": .block(chart(.click, groups)),
                "table": .block(GroupTable(grouping, of: renderer.account, root: grouping.page.root).table),
            ])
    }

    private func chart(_ kind: RateKind, _ groups: [GroupMetrics]) -> ChartBlock? {
        grouping == .months ? ChartBlock.months(kind, groups.reversed()) : ChartBlock.lists(kind, groups)
    }
}
