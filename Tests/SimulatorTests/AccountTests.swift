import Engagement
import Testing

@testable import Simulator

/// The account on day 0 compared with what is known of the real one.
@Suite struct AccountTests {
    static let real = Account()
    static let truth = real.truth

    @Test func hasExactlyTheTotalsOfTheRealOne() {
        let totals = Self.truth.totals
        #expect(totals.campaigns == 69)
        #expect(totals.counts.participants == 129_483)
        #expect(totals.counts.openedReported == 4_778)
        #expect(totals.counts.clicked == 272)
        #expect(totals.counts.bounced == 2_025)
        #expect(totals.counts.complained == 24)
        #expect(totals.counts.unsubscribed == 73)
        #expect((12_000...12_600).contains(totals.people))
        #expect(totals.engagedPeople < totals.counts.engaged)
        #expect(Self.real.lists.count == 5)
        let states = Dictionary(grouping: Self.real.campaigns, by: \.status).mapValues(\.count)
        #expect(states == [.sent: 69, .draft: 3, .error: 1])
    }

    @Test func campaignsHaveTheSizesOfTheRealOnes() {
        let sizes = Self.truth.campaigns.values.map(\.sent)
        #expect(sizes.min() == 1_677)
        #expect(sizes.max() == 2_338)
        #expect(sizes.contains { $0 % 100 == 0 }, "one last page is exactly full")
        #expect(Set(sizes).count > 40)
    }

    @Test func isTheSameForTheSameSeedAndAnotherForAnother() {
        let (one, again, other) = (Account(size: .small), Account(size: .small), Account(seed: 9, size: .small))
        #expect(again.campaigns == one.campaigns)
        #expect(again.truth == one.truth)
        #expect(other.campaigns.map(\.id) != one.campaigns.map(\.id))
        #expect(other.truth.totals.counts.participants == one.size.participants)
        #expect(other.truth != one.truth)
    }

    /// Some of the smallest campaigns that `simulate` accepts have almost no permanent contact.
    @Test func manyTinyCampaignsAddUp() {
        let size = AccountSize(participants: 20_000, sentCampaigns: 1_000)
        let totals = Account(size: size).truth.totals
        #expect(totals.campaigns == 1_000)
        #expect(totals.counts.participants == 20_000)
    }

    @Test func isListedNewestFirstButForOnePair() throws {
        let times = Self.real.sentCampaigns.compactMap { $0.sentAt?.seconds }
        let wrong = zip(times, times.dropFirst()).filter { $0 < $1 }
        #expect(wrong.count == 1)
        #expect(wrong.first.map { $1 - $0 } == 3)
        let newest = try #require(times.max())
        let oldest = try #require(times.min())
        #expect(Self.real.now.seconds - newest < 3 * 86_400)
        #expect((235...250).contains((newest - oldest) / 86_400), "about eight months")
    }

    @Test func campaignIdsAreVersion1AndHoldTheirCreation() throws {
        for campaign in Self.real.campaigns {
            let parts = campaign.id.split(separator: "-")
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "1")
            let ticks = try #require(UInt64(parts[2].dropFirst() + parts[1] + parts[0], radix: 16))
            let seconds = Int64((ticks - 0x01b2_1dd2_1381_4000) / 10_000_000)
            #expect(seconds == campaign.createdAt?.seconds)
        }
        #expect(Set(Self.real.campaigns.map(\.id)).count == Self.real.campaigns.count)
    }

    @Test(arguments: [
        AccountSize(participants: 1, sentCampaigns: 1, drafts: 0, failed: 0, lists: 1),
        AccountSize(participants: 7, sentCampaigns: 3, lists: 5),
        AccountSize(participants: 500, sentCampaigns: 5, lists: 2),
        .small, AccountSize(participants: 30_000, sentCampaigns: 200, lists: 9),
    ])
    func anySizeIsMetExactly(size: AccountSize) {
        let truth = Account(size: size).truth
        #expect(truth.totals.counts.participants == size.participants)
        #expect(truth.totals.campaigns == size.sentCampaigns)
    }

    /// Ten times the real account: the plan is made at once, and one campaign is computed without the others.
    @Test func scales() throws {
        let account = Account(size: AccountSize(participants: 1_300_000))
        #expect(account.plan.campaigns.prefix(69).reduce(0) { $0 + $1.size } == 1_300_000)
        let newest = try #require(account.sentCampaigns.first)
        let counts = try #require(account.counts(of: newest.id))
        #expect(counts.sent > 16_000)
        #expect(account.contacts(in: .sent, of: newest.id).count == counts.sent, "no contact twice")
    }
}
