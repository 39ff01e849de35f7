import EmailOctopus
import Engagement
import TestSupport

/// Clocks and texts that are not as they should be, and accounts that are large where others are small.
extension OddCase {
    static let others: [OddCase] = [
        clockAhead, nulCharacters, forgottenTraces, manyLongLinks, manyCampaigns,
    ]

    /// One record is stamped with a year to come; a change and a new contact after it must not be missed.
    private static var clockAhead: OddCase {
        var account = OddAccount()
        account.addList()
        var people = account.addContacts(4)
        account.contacts[OddAccount.id(1, "aaaa")]?[0]["last_updated_at"] = "2099-01-01T00:00:00+00:00"
        people[0]["last_updated_at"] = "2099-01-01T00:00:00+00:00"
        account.addCampaign(1, "Spring", to: people, opened: Array(people[..<2]))
        return OddCase(
            name: "a clock that is ahead", account: account,
            nights: [
                Night(counts: [4, 2, 0, 2], rows: ["First1"]),
                Night(
                    change: { account in
                        let list = OddAccount.id(1, "aaaa")
                        account.contacts[list]?[1]["fields"] = ["FirstName": "Renamed"]
                        account.contacts[list]?[1]["last_updated_at"] = "2026-11-20T00:00:00+00:00"
                        var new = account.addContact(9)
                        new["last_updated_at"] = "2026-11-20T00:00:00+00:00"
                        account.contacts[list]?[4] = new
                        account.addCampaign(
                            2, "Autumn", to: [account.contacts[list]?[1] ?? nil, new], opened: [new],
                            sentAt: "2026-11-21T10:00:00+00:00")
                    }, counts: [6, 3, 0, 3], rows: ["Renamed", "First9", "!First1,"]),
            ])
    }

    private static var nulCharacters: OddCase {
        var account = OddAccount()
        account.addList(name: "Ne\u{0}ws")
        let people = [
            account.addContact(1, "nul\u{0}@people.example", fields: ["FirstName": "A\u{0}B"]),
            account.addContact(2), account.addContact(3, "nul@people.example"),
        ]
        account.addCampaign(
            1, "Sale\u{0} ends", to: people, opened: [people[0]], clicked: [people[0]],
            links: [OddAccount.link("https://shop.example/x\u{0}y", total: 1)])
        return OddCase(
            name: "U+0000 in texts", account: account,
            nights: [
                Night(
                    counts: [3, 1, 1, 1],
                    figures: [
                        "totals/people": 2, "campaigns/Sale ends/counts/opened": 1, "campaigns/Sale ends/lists/0/name": "News",
                    ],
                    rows: ["nul@people.example", "AB"])
            ])
    }

    /// The forgotten address is also in another contact's field, in a link, and in a campaign's and a list's name.
    private static var forgottenTraces: OddCase {
        var account = OddAccount()
        account.addList(name: "Friends of anna@victim.example")
        let people = [
            account.addContact(1, "anna@victim.example"),
            account.addContact(2, fields: ["FirstName": "Bob", "ReferredBy": "Anna@Victim.example"]), account.addContact(3),
        ]
        account.addCampaign(
            1, "Test for anna@victim.example", to: people, opened: Array(people[..<2]), clicked: [people[0]],
            links: [
                OddAccount.link("https://shop.example/?email=anna@victim.example", total: 1),
                OddAccount.link("https://shop.example/?email=anna%40victim.example&z=1", total: 1),
            ])
        return OddCase(
            name: "traces of somebody forgotten", account: account,
            nights: [
                Night(counts: [3, 2, 1, 2], rows: ["anna@victim.example"]),
                Night(
                    commands: [["forget", "anna@victim.example", "--yes"]], counts: [2, 1, 0, 1],
                    rows: ["!anna@victim.example", "!Anna@Victim.example", "[removed]"],
                    absent: ["anna@victim", "Anna@Victim", "anna%40victim"]),
            ])
    }

    private static var manyLongLinks: OddCase {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(5)
        var random = SeededGenerator(seed: 5)
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let links = (0..<300).map { _ in
            let token = String((0..<1_400).map { _ in random.pick(letters) })
            return OddAccount.link(.string("https://shop.example/p?t=\(token)"), total: 2)
        }
        account.addCampaign(1, "Spring", to: people, opened: people, clicked: people, links: links)
        return OddCase(name: "hundreds of long links", account: account, nights: [Night(counts: [5, 5, 5, 5])])
    }

    private static var manyCampaigns: OddCase {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(2)
        for number in 0..<150 {
            let day = number % 28 + 1
            let month = number / 28 % 11 + 1
            account.addCampaign(
                number + 1, .string("Daily \(number): autumn offer, price of energy and what the council decided"), to: people,
                opened: number % 2 == 0 ? [people[0]] : [],
                sentAt: "20\(24 + number / 140)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T06:00:00+00:00")
        }
        return OddCase(name: "many campaigns", account: account, nights: [Night(counts: [300, 75, 0, 75])])
    }
}
