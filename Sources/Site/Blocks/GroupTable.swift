import Engagement
import Metrics

/// Months or lists with their rates, each with a link to its page.
struct GroupTable {
    let table: Table

    /// - Parameters:
    ///   - root: from the page to the site's root.
    ///   - limit: how many are listed at most.
    init(_ grouping: Grouping, of account: AccountMetrics, root: String, limit: Int = .max) {
        let groups = grouping.groups(of: account).prefix(limit)
        table = Table(
            caption: "By \(grouping.one.lowercased())",
            columns: [.text(grouping.one)] + Tables.rateColumns + [.number("Campaigns")],
            rows: groups.map { group in
                // Months are sorted by date, not by name.
                let key = grouping == .months ? group.key.replacing("-", with: "") : nil
                let name = Cell.link(group.title, to: root + grouping.page(of: group).html, sortKey: key)
                return [name] + Tables.rates(group.rates, delivered: group.counts.delivered) + [.count(group.campaigns)]
            },
            controls: .sorts, emptyText: "No campaign has been sent yet.")
    }
}
