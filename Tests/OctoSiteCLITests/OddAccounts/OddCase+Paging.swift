import EmailOctopus
import Engagement
import Foundation
import TestSupport

/// Next links as proxies and old servers write them.
extension OddCase {
    static let paging: [OddCase] = [
        links("say https") { $0.replacing("http://", with: "https://") },
        links("leave out the port") { $0.replacing(/:\d+\//, with: "/") },
        links("say https and leave out the port") { $0.replacing(/http:(.*):\d+\//) { "https:\($0.output.1)/" } },
        links("shout") { $0.replacing("http://", with: "HTTP://") },
        links("are relative") { String($0.trimmingPrefix(/http:\/\/[^\/]*/)) },
        elsewhere,
    ]

    private static func account() -> OddAccount {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(230)
        account.addCampaign(1, "Spring", to: people, opened: Array(people[..<120]), clicked: Array(people[..<10]))
        account.links[OddAccount.id(1, "dddd")] = [OddAccount.link("https://shop.example/", total: 10)]
        return account
    }

    /// v1.6's links are made absolute first.
    private static func changed(_ account: OddAccount, _ change: @escaping @Sendable (String) -> String) -> OddAccount {
        var account = account
        account.alter = { request, body in
            guard request.report != nil || request.version == .v2 else { return }
            var paging = body["paging"] ?? nil
            if let link = paging["next"]?["url"]?.text {
                paging["next"]?["url"] = .string(change(link))
            } else if let link = paging["next"]?.text {
                paging["next"] = .string(change("http://127.0.0.1:1234" + link))
            }
            body["paging"] = paging
        }
        return account
    }

    private static func links(_ name: String, _ change: @escaping @Sendable (String) -> String) -> OddCase {
        // A port of its own is another server; all but that one case keep the true one out of it.
        OddCase(
            name: "next links that \(name)", account: changed(account()) { change($0.replacing(":1234", with: "")) },
            nights: [Night(counts: [230, 120, 10, 120])])
    }

    /// The rows of the first page are kept all the same, and nothing is asked of the other host.
    private static var elsewhere: OddCase {
        OddCase(
            name: "next links that lead to another host",
            account: changed(account()) { $0.replacing(/127\.0\.0\.1:\d+/, with: "octopus.example") },
            nights: [
                Night(
                    status: 3, counts: [100, 100, 10, 100],
                    figures: [
                        "campaigns/Spring/reconciliation/kinds/sent/state": "incomplete",
                        "campaigns/Spring/reconciliation/kinds/clicked/state": "exact",
                    ], says: ["octopus.example"])
            ])
    }
}
