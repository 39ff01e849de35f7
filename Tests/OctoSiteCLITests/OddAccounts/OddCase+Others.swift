import EmailOctopus
import Engagement
import TestSupport

/// Accounts that are large where others are small.
extension OddCase {
    static let others: [OddCase] = [manyCampaigns]

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
