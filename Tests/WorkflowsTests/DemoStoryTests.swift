import Engagement
import Metrics
import Testing

@testable import Simulator

/// What the pages of the demo have to tell: an account in which nothing happens shows nobody what the site is for.
@Suite("What the demo account tells")
struct DemoStoryTests {
    /// As it is at the second build of `demo`.
    private static let account = Account(day: 1)
    private static let figures = measure(account)

    private static func measure(_ account: Account) -> AccountFigures {
        let book = account.contacts
        let measured = account.entries.filter { $0.campaign.status == .sent }.map { entry in
            var participants: [UInt32: Participant] = [:]
            let snapshot = account.snapshot(of: entry)
            for kind in ReportKind.allCases {
                for row in snapshot.rows(of: kind) {
                    var participant =
                        participants[row.contact] ?? Participant(contactID: "\(row.contact)", firstReported: FirstReported())
                    participant.firstReported[kind] = 1
                    participant.occurredAt[kind] = Timestamp(
                        seconds: (entry.campaign.sentAt?.seconds ?? 0) + Int64(row.at) / 1_000)
                    participants[row.contact] = participant
                }
            }
            var measurer = CampaignMeasurer(sentAt: entry.campaign.sentAt)
            for (contact, participant) in participants {
                let key = ContactKey(list: entry.list, contact: Int(contact))
                measurer.add(participant, person: book.isDeleted(key) ? nil : book.address(key).lowercased())
            }
            return MeasuredCampaign(
                CampaignRecord(campaign: entry.campaign, slug: entry.campaign.id, firstRun: 1), measurer.measurement,
                reconciliation: nil, isExcluded: false, start: account.now)
        }
        return AccountFigures(
            campaigns: measured, lists: account.lists, listSizes: [],
            audience: Audience(campaigns: measured, end: account.now, in: .utc), end: account.now, in: .utc)
    }

    @Test("One mature campaign is clearly higher than usual, one clearly lower; few others are")
    func verdicts() {
        let mature = Self.figures.campaigns.filter { $0.age?.isMature ?? false }
        let states = mature.map { Self.figures.verdicts(of: $0).open.state }
        // Of campaigns that are alike one in ten lies outside of its usual range.
        #expect(states.count { $0 == .higher || $0 == .lower } * 6 < mature.count)
        // Among the latest campaigns that the overview lists.
        let latest = mature.suffix(10).map { Self.figures.verdicts(of: $0).open.state }
        #expect(latest.contains(.higher) && latest.contains(.lower))
    }

    @Test("One mailbox provider is below its usual, and that is a next step")
    func mailboxProvider() {
        let below = Self.figures.mailboxHealth.filter { $0.state == .belowUsual }.map(\.domain)
        #expect(below == [AccountPlan.filteringProvider])
        #expect(Self.figures.nextSteps.contains { $0.rule == .mailboxBelowUsual(domains: below) })
    }

    @Test("Campaigns make series")
    func series() {
        #expect(Self.figures.series.contains { $0.campaigns.count >= 5 })
    }

    @Test("Deleted contacts are in the reports of few campaigns")
    func deletedContacts() {
        let book = Self.account.contacts
        let affected = Self.account.entries.count { entry in
            Self.account.snapshot(of: entry).sent.contains {
                book.isDeleted(ContactKey(list: entry.list, contact: Int($0.contact)))
            }
        }
        #expect((1...8).contains(affected), "\(affected) of \(Self.account.sentCampaigns.count)")
    }

    @Test("One list shrinks while the others grow")
    func lists() {
        func subscribed(_ account: Account) -> [Int] {
            let book = account.contacts
            return account.plan.lists.map { list in
                (0..<list.count(onDay: account.day)).count {
                    let key = ContactKey(list: list.index, contact: $0)
                    return book.status(key) == .subscribed && !book.isDeleted(key)
                }
            }
        }
        let (before, after) = (subscribed(Self.account), subscribed(Account(day: 31)))
        let grown = zip(before, after).map { $1 - $0 }
        #expect(grown.dropLast().allSatisfy { $0 > 0 } && (grown.last ?? 0) < 0, "\(grown)")
    }
}
