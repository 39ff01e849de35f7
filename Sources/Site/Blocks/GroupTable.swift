import Engagement
import Metrics

/// Months, lists or series with their rates, each with a link to its page.
struct GroupTable {
    let table: Table

    /// - Parameters:
    ///   - root: from the page to the site's root.
    ///   - limit: how many are listed at most.
    init(_ grouping: Grouping, of account: AccountMetrics, root: String, limit: Int = .max) {
        let groups = grouping.groups(of: account).prefix(limit)
        table = Table(
            caption: "By \(grouping.one.lowercased())",
            columns: [
                .text(grouping.one), .number("Open rate", "at 7 days of age"), .number("Click rate", "at 7 days of age"),
                .number("Unsubscribed", "÷ delivered"), .number("Bounced", "÷ sent"), .number("Delivered"), .number("Campaigns"),
                .text("Not in the rates"),
            ],
            rows: groups.map { group in
                // Months are sorted by date, not by name.
                let key = grouping == .months ? group.key.replacing("-", with: "") : nil
                return [
                    .link(group.title, to: root + grouping.page(of: group).html, sortKey: key), .rate(group.open),
                    .rate(group.click), .rate(group.campaigns.rate(of: .unsubscribe)), .rate(group.campaigns.rate(of: .bounce)),
                    .count(group.counts.delivered), .count(group.campaigns.count), .badges(Self.badges(group)),
                ]
            },
            controls: .sorts,
            emptyText: grouping == .series
                ? "No three campaigns have names that say the same but for numbers and months." : "No campaign has been sent yet."
        )
    }

    /// Which of its campaigns are not in its rates.
    private static func badges(_ group: CampaignGroup) -> [Badge] {
        var badges: [Badge] = []
        if group.comingIn > 0 {
            badges.append(
                Badge(text: "\(group.comingIn) still coming in", tone: .calm, explanation: Badge.comingIn.explanation))
        }
        let unknown = max(group.open.unknown + group.open.withoutTimes, group.click.unknown + group.click.withoutTimes)
        if unknown > 0 {
            badges.append(
                Badge(text: "\(unknown) not known", tone: .calm, explanation: "Opens or clicks, or their times, are not known."))
        }
        return badges
    }
}

extension Cell {
    /// A rate at 7 days of age; one that is final says so.
    static func rate(_ settled: SettledRate) -> Cell {
        let cell = Cell.rate(settled.rate, reason: nil)
        guard settled.basis == .final, settled.value != nil else { return cell }
        return Cell(markdown: "\(cell.markdown), final", sortKey: cell.sortKey) { html in
            html.html(cell.html)
            html.text(" ")
            html.element("small", text: "final")
        }
    }
}
