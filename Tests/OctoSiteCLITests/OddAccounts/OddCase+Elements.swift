import EmailOctopus
import Engagement
import TestSupport

/// One bad element costs itself.
extension OddCase {
    static let elements: [OddCase] = [
        odd("a row whose contact is null", withoutContact), odd("a row that is null", .element(nil)), pagesAsObjects,
        badCampaign, badList,
    ]

    private static let spring = OddAccount.id(1, "dddd")

    /// 230 people, of whom 90 opened and 12 clicked.
    private static func account() -> OddAccount {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(230)
        account.addCampaign(
            1, "Spring", to: people, opened: Array(people[..<90]), clicked: Array(people[40..<52]),
            links: [OddAccount.link("https://shop.example/", total: 12)])
        account.summaries[spring] = [
            "sent": 230, "bounced": ["hard": 0, "soft": 0], "opened": ["total": 90, "unique": 90],
            "clicked": ["total": 12, "unique": 12], "complained": 0, "unsubscribed": 0,
        ]
        return account
    }

    private static let withoutContact = OddAccount.Row.elements(
        v1: ["contact": nil, "occurred_at": nil],
        v2: ["contact_id": nil, "contact_email_address": nil, "occurred_at": nil])

    /// The 7th row of the opened report and the 104th of the sent one are lost.
    private static func odd(_ name: String, _ row: OddAccount.Row) -> OddCase {
        var account = account()
        account.rows[spring]?[.sent]?[103] = row
        account.rows[spring]?[.opened]?[6] = row
        let kinds = "campaigns/Spring/reconciliation/kinds"
        return OddCase(
            name: name, account: account,
            nights: [
                Night(
                    status: 3, counts: [229, 89, 12, 89],
                    figures: [
                        "campaigns/Spring/counts/sent": 229, "\(kinds)/sent/state": "incomplete",
                        "\(kinds)/opened/state": "incomplete", "\(kinds)/clicked/state": "exact",
                    ], says: ["1 row could not be read", "row 4 of page 2"], requests: ["sent": 3, "opened": 1]),
                Night(
                    status: 3, counts: [229, 89, 12, 89], figures: ["\(kinds)/sent/state": "short"],
                    requests: ["sent": 3, "opened": 1]),
                Night(
                    status: 3, counts: [229, 89, 12, 89], figures: ["\(kinds)/sent/state": "short"],
                    requests: ["sent": 0, "opened": 0]),
                // The provider has repaired it.
                Night(
                    change: { account in
                        let people = account.contacts[OddAccount.id(1, "aaaa")] ?? []
                        account.rows[spring]?[.sent] = people.map { .contact($0, at: nil) }
                        account.rows[spring]?[.opened] = people[..<90].map { .contact($0, at: nil) }
                    }, arguments: ["--full"], counts: [230, 90, 12, 90],
                    figures: ["\(kinds)/sent/state": "exact", "\(kinds)/opened/state": "exact"]),
            ])
    }

    /// PHP writes an array whose numbers have gaps as an object.
    private static var pagesAsObjects: OddCase {
        var account = account()
        account.alter = { _, body in
            guard case .array(let elements)? = body["data"] else { return }
            body["data"] = .object(
                Dictionary(uniqueKeysWithValues: elements.enumerated().map { (String($0.offset * 2), $0.element) }))
        }
        return OddCase(name: "pages that are objects", account: account, nights: [Night(counts: [230, 90, 12, 90])])
    }

    private static var badCampaign: OddCase {
        var account = account()
        account.campaigns.insert(["id": nil, "name": "Lost", "status": "sent"], at: 0)
        return OddCase(
            name: "a campaign without an id", account: account,
            nights: [
                Night(
                    status: 3, counts: [230, 90, 12, 90], says: ["row 1 of page 1 has no id", "list of the account's campaigns"])
            ])
    }

    private static var badList: OddCase {
        var account = account()
        account.lists.append(nil)
        account.contacts[OddAccount.id(1, "aaaa")]?.insert(["email_address": "nobody@people.example"], at: 3)
        return OddCase(
            name: "a list that is null, a contact without an id", versions: [.v2], account: account,
            nights: [
                Night(
                    status: 3, counts: [230, 90, 12, 90],
                    says: ["list of the account's lists", "contacts that are subscribed: 1 row"],
                    rows: ["First7", "First229"])
            ])
    }
}
