import EmailOctopus
import Engagement
import TestSupport

/// Totals that are missing, and tracking that was off: unknown, and never zero.
extension OddCase {
    static let unknowns: [OddCase] = [trackingOff, oddSummaries, withoutTotal]

    private static var trackingOff: OddCase {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(8)
        let quiet = account.addCampaign(1, "Quiet", to: people, clicked: Array(people[..<2]))
        let plain = account.addCampaign(2, "Plain", to: people, opened: Array(people[..<4]))
        let normal = account.addCampaign(
            3, "Normal", to: people, opened: Array(people[..<3]), clicked: Array(people[..<1]),
            links: [OddAccount.link("https://shop.example/", total: 1)])
        account.links[quiet] = [OddAccount.link("https://shop.example/", total: 2)]
        account.untracked = [quiet: ["opened"], plain: ["clicked", "links"], normal: []]
        return OddCase(
            name: "tracking that was off", account: account,
            nights: [
                Night(
                    counts: [24, 9, 3, 9],
                    figures: [
                        "totals/rates/open/value": 0.4375, "totals/rates/click/value": 0.1875,
                        "campaigns/Quiet/rates/open/value": nil, "campaigns/Quiet/rates/click/value": 0.25,
                        "campaigns/Plain/rates/click/value": nil, "campaigns/Plain/rates/open/value": 0.5,
                    ])
            ])
    }

    private static var oddSummaries: OddCase {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(6)
        let summaries: [(JSONLiteral, JSONLiteral)] = [
            (
                "Strings",
                [
                    "sent": "6", "bounced": ["hard": "0", "soft": "0"], "opened": ["total": "3", "unique": "3"],
                    "clicked": ["total": "1", "unique": "1"], "complained": "0", "unsubscribed": "0",
                ]
            ),
            (
                "Opened null",
                [
                    "sent": 6, "bounced": ["hard": 0, "soft": 0], "opened": nil, "clicked": ["total": 1, "unique": 1],
                    "complained": 0, "unsubscribed": 0,
                ]
            ),
            (
                "Opened missing",
                [
                    "sent": 6, "bounced": ["hard": 0, "soft": 0], "clicked": ["total": 1, "unique": 1], "complained": 0,
                    "unsubscribed": 0,
                ]
            ),
            ("Empty", [:]),
            ("All null", ["sent": nil, "bounced": nil, "opened": nil, "clicked": nil, "complained": nil, "unsubscribed": nil]),
        ]
        for (index, (name, summary)) in summaries.enumerated() {
            let campaign = account.addCampaign(
                index + 1, name, to: people, opened: Array(people[..<3]), clicked: Array(people[..<1]),
                sentAt: "2026-11-0\(index + 1)T10:00:00+00:00", links: [OddAccount.link("https://shop.example/", total: 1)])
            account.summaries[campaign] = summary
        }
        func state(_ campaign: String, _ kind: String) -> String { "campaigns/\(campaign)/reconciliation/kinds/\(kind)/state" }
        return OddCase(
            name: "totals that are missing", account: account,
            nights: [
                Night(
                    counts: [30, 15, 5, 15],
                    figures: [
                        state("Strings", "opened"): "exact", state("Opened null", "opened"): "unproven",
                        state("Opened null", "clicked"): "exact", state("Opened missing", "opened"): "unproven",
                        state("Empty", "sent"): "unproven",
                        state("All null", "sent"): "unproven", state("All null", "clicked"): "unproven",
                        "campaigns/Opened null/summary/opened/unique": nil,
                    ])
            ])
    }

    /// A total of clicks that is null proves nothing about links, and asks for nothing.
    private static var withoutTotal: OddCase {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(6)
        let campaign = account.addCampaign(1, "Spring", to: people, opened: Array(people[..<4]), clicked: Array(people[..<4]))
        account.summaries[campaign] = [
            "sent": 6, "bounced": ["hard": 0, "soft": 0], "opened": ["total": 4, "unique": 4],
            "clicked": ["total": nil, "unique": 4], "complained": 0, "unsubscribed": 0,
        ]
        return OddCase(
            name: "a total of clicks that is null", account: account,
            nights: [
                Night(counts: [6, 4, 4, 4], requests: ["links": 1]), Night(counts: [6, 4, 4, 4], requests: ["links": 0]),
                Night(arguments: ["--full"], counts: [6, 4, 4, 4], requests: ["links": 1]),
            ])
    }
}
