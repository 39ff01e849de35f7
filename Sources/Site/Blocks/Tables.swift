import Engagement
import Markdown
import Metrics

/// Tables, and parts of tables, of several pages.
enum Tables {
    static let changeColumns: [Table.Column] = [
        .number("Newly sent"), .number("Opened or clicked"), .number("Clicked"), .number("Bounced"),
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

    /// - Parameter showsVariants: with the addresses that differ only in what tells campaigns or recipients apart.
    static func links(_ links: [LinkGroup], showsCampaigns: Bool, showsQueries: Bool) -> Table {
        Table(
            caption: "Links, most clicked first",
            columns: [.text("Link")] + (showsCampaigns ? [.number("Campaigns")] : []) + [
                .number("Clicked by", "unique"), .number("Click rate", "÷ delivered"), .number("Clicks", "total"),
            ],
            rows: links.map { link in
                let address = showsQueries ? link.address : String(link.address.prefix { $0 != "?" && $0 != "#" })
                return [Cell.shortAddress(address, variants: showsQueries ? link.variants.map(\.url) : [])]
                    + (showsCampaigns ? [.count(link.campaigns)] : [])
                    + [.count(link.unique), .rate(link.rate), .count(link.total)]
            },
            controls: .sorts, emptyText: "No link was clicked.")
    }
}
