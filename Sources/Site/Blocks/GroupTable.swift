import Engagement
import Metrics

/// Months or lists with their rates, each leading to its page.
struct GroupTable {
    let table: Table

    /// - Parameters:
    ///   - root: from the page to the site's root.
    ///   - limit: so many of them at most, from the beginning.
    init(_ grouping: Grouping, of account: AccountMetrics, root: String, limit: Int = .max, controls: Table.Controls = .sorts) {
        let groups = grouping.groups(of: account).prefix(limit)
        table = Table(
            caption: "By \(grouping.one.lowercased())",
            columns: [.text(grouping.one)] + Tables.rateColumns + [.number("Campaigns")],
            rows: groups.map { group in
                // Months are sorted by time, not by name.
                let key = grouping == .months ? group.key.replacing("-", with: "") : nil
                let name = Cell.link(group.title, to: root + grouping.page(of: group).html, sortKey: key)
                return [name] + Tables.rates(group.rates) + [.count(group.campaigns)]
            },
            controls: controls, emptyText: "No campaign has been sent yet.")
    }
}
