import Engagement
import Markdown
import Metrics

/// Tables, and parts of tables, of several pages.
enum Tables {
    static let changeColumns: [Table.Column] = [
        .number("New participants"), .number("Engaged", "opened or clicked"), .number("Clicked"), .number("Bounced"),
        .number("Complained"), .number("Unsubscribed"),
    ]

    static func changes(_ change: Counts) -> [Cell] {
        [change.participants, change.engaged, change.clicked, change.bounced, change.complained, change.unsubscribed]
            .map(Cell.change)
    }

    static let rateColumns: [Table.Column] = [
        .number("Open rate", "÷ delivered"), .number("Click rate", "÷ delivered"), .number("Click-to-open", "÷ opened"),
        .number("Unsubscribed", "÷ delivered"), .number("Bounced", "÷ sent"), .number("Delivered"),
    ]

    static func rates(_ rates: Rates, delivered: Int) -> [Cell] {
        [
            .rate(rates.open), .rate(rates.click), .rate(rates.clickToOpen), .rate(rates.unsubscribe),
            .rate(rates.bounce), .count(delivered),
        ]
    }

    static func providers(_ providers: MailboxProviders, smallestGroup: Int) -> Table? {
        guard !providers.top.isEmpty else { return nil }
        let shown = providers.top.filter { $0.counts.participants >= smallestGroup }
        let hidden = providers.top.dropFirst(shown.count)
        let others = ([providers.others].compactMap(\.self) + hidden)
        var foot: [[Cell]] = []
        if let first = others.first {
            let sum = others.dropFirst().reduce(first, +)
            let name = counted(providers.otherDomains + hidden.count, "other domain")
            foot.append([.trusted(name)] + rates(sum.rates, delivered: sum.counts.delivered) + [.count(sum.counts.participants)])
        }
        return Table(
            caption: "By mailbox provider", columns: [.text("Domain")] + rateColumns + [.number("Participants")],
            rows: shown.map {
                [.text($0.domain)] + rates($0.rates, delivered: $0.counts.delivered) + [.count($0.counts.participants)]
            }, foot: foot,
            controls: .sorts, emptyText: "No domain has so many participants that it could be shown.")
    }

    static func links(_ links: [LinkMetrics], showsCampaigns: Bool, showsQueries: Bool) -> Table {
        Table(
            caption: "Links, most clicked first",
            columns: [.text("Link")] + (showsCampaigns ? [.number("Campaigns")] : []) + [
                .number("Clicked by", "unique"), .number("Click rate", "÷ delivered"), .number("Clicks", "total"),
            ],
            rows: links.map { link in
                let url = showsQueries ? link.url : String(link.url.prefix { $0 != "?" && $0 != "#" })
                return [Cell.address(url)] + (showsCampaigns ? [.count(link.campaigns)] : [])
                    + [.count(link.unique), .rate(link.rate), .count(link.total)]
            },
            controls: .sorts, emptyText: "No link was clicked.")
    }
}
