import EmailOctopus
import Engagement
import TestSupport

/// Links are read until they are complete, and summed by URL.
extension OddCase {
    static let linkReports: [OddCase] = [late, twice]

    private static let spring = OddAccount.id(1, "dddd")
    private static let autumn = OddAccount.id(2, "dddd")

    private static func account() -> OddAccount {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(6)
        account.addCampaign(1, "Spring", to: people, opened: Array(people[..<4]), clicked: Array(people[..<4]))
        account.addCampaign(
            2, "Autumn", to: people, opened: Array(people[..<3]), clicked: Array(people[..<3]),
            sentAt: "2026-11-03T10:00:00+00:00")
        return account
    }

    private static func clicks(_ campaign: String, _ index: Int) -> String { "campaigns/\(campaign)/links/\(index)/clicks" }

    /// On the night when the clicks move, the report of links is empty for one campaign and half for the other.
    private static var late: OddCase {
        var account = account()
        account.links[autumn] = [OddAccount.link("https://shop.example/a", total: 2)]
        return OddCase(
            name: "links that come a night later", account: account,
            nights: [
                Night(counts: [12, 7, 7, 7], requests: ["links": 2]),
                Night(
                    change: {
                        $0.links[spring] = [OddAccount.link("https://shop.example/s", total: 4)]
                        $0.links[autumn]?.append(OddAccount.link("https://shop.example/b", total: 1))
                    }, counts: [12, 7, 7, 7], requests: ["links": 2]),
                Night(counts: [12, 7, 7, 7], requests: ["links": 0]),
            ])
    }

    private static var twice: OddCase {
        var account = account()
        account.links[spring] = [
            OddAccount.link("https://shop.example/twice", total: 3, unique: 2),
            OddAccount.link("https://shop.example/once", total: 4), OddAccount.link("https://shop.example/twice", total: 6),
        ]
        account.links[autumn] = [OddAccount.link("https://shop.example/a", total: 3)]
        return OddCase(
            name: "one URL in two rows", account: account,
            nights: [
                Night(counts: [12, 7, 7, 7], requests: ["links": 2]),
                Night(counts: [12, 7, 7, 7], requests: ["links": 0]),
                Night(arguments: ["--full"], counts: [12, 7, 7, 7], requests: ["links": 2]),
            ])
    }
}
