import Engagement
import Metrics

/// `months/index.html` and `lists/index.html`: all groups of one kind side by side.
struct GroupListPage {
    private let kit: PageKit
    private let grouping: Grouping

    init(_ kit: PageKit, _ grouping: Grouping) {
        self.kit = kit
        self.grouping = grouping
    }

    func render() throws -> [Page] {
        let groups = grouping.groups(of: kit.report)
        return try kit.render(
            "groups.md", at: grouping.page,
            [
                "title": .words(grouping.title),
                "groups": .words(counted(groups.count, grouping.one.lowercased())),
                "are_months": .flag(grouping == .months),
                "zone": .words(kit.clock.zone),
                "opens": .block(picture(.open, groups)),
                "clicks": .block(picture(.click, groups)),
                "table": .block(GroupTable(grouping, of: kit.report, root: grouping.page.root).table),
            ])
    }

    private func picture(_ kind: RateKind, _ groups: [GroupReport]) -> Figure? {
        grouping == .months ? Pictures.months(kind, groups.reversed()) : Pictures.lists(kind, groups)
    }
}
