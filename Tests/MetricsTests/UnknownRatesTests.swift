import Engagement
import Metrics
import TestSupport
import Testing

/// What is not known of one campaign is left out of every sum of rates, changes no other campaign's rates, and is no 0.
@Suite("Unknown rates")
struct UnknownRatesTests {
    private static let states: [KindReconciliation.State] = [.short, .over, .incomplete, .disabled, .notYet]

    private static var measurements: Measurements {
        SampleAccount.measurements
    }

    private static func ages(_ measurements: Measurements) -> [CampaignID: [EqualAge]] {
        EqualAge.byCampaign(
            measurements.campaigns, counts: measurements.counts, hourCounts: SampleAccount.hours,
            reconciliations: Dictionary(measurements.reconciliation.campaigns.map { ($0.campaignID, $0) }) { $1 },
            now: measurements.generatedAt)
    }

    @Test("One report that is not to be relied on takes its campaign's rates out, and nothing else", arguments: 0..<60)
    func leftOut(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let (id, kind, state) = (
            random.pick(["old", "mid", "new"]), random.pick(ReportKind.allCases), random.pick(Self.states)
        )
        var measurements = Self.measurements
        let before = AccountMetrics(measurements)
        measurements.reconciliation.campaigns = [
            CampaignReconciliation(campaignID: id, kinds: [KindReconciliation(kind: kind, state: state, stored: 1)])
        ]
        let after = AccountMetrics(measurements)

        #expect(after.totals.counts == before.totals.counts)
        for (new, old) in zip(after.campaigns, before.campaigns) {
            #expect(new.counts == old.counts)
            guard new.id != id else { continue }
            #expect(new.rates == old.rates)
            #expect(Self.ages(measurements)[new.id] == Self.ages(Self.measurements)[new.id])
        }
        let own = try #require(after.campaigns.first { $0.id == id })
        let ownBefore = try #require(before.campaigns.first { $0.id == id })
        for rate in RateKind.allCases {
            let isKnown = !rate.reports.contains(kind)
            #expect(own.rates[rate] == (isKnown ? ownBefore.rates[rate] : Rate(0, of: 0)))
            let sum = after.campaigns.filter { !$0.isExcluded }.reduce(Rate(0, of: 0)) { $0 + $1.rates[rate] }
            #expect(after.totals.rates[rate] == sum)
            #expect(before.totals.rates[rate] == (isKnown ? sum : sum + ownBefore.rates[rate]))
        }
        if RateKind.open.reports.contains(kind) {
            #expect((Self.ages(measurements)[id] ?? []).allSatisfy { $0.open.value == nil })
        }
    }

    @Test("A campaign that is being sent has no rates yet")
    func beingSent() throws {
        var measurements = Self.measurements
        let index = try #require(measurements.campaigns.firstIndex { $0.id == "new" })
        measurements.campaigns[index].campaign.status = .sending
        let account = AccountMetrics(measurements)
        let campaign = try #require(account.campaigns.first { $0.id == "new" })
        #expect(RateKind.allCases.allSatisfy { campaign.rates[$0].value == nil })
        #expect(account.totals.rates.open == Rate(240 + 99, of: 960 + 495))
        #expect(account.totals.counts.opened == 240 + 99 + 120)
    }

    @Test("A summary that lacks hard bounces has no part in their rate")
    func hardBounces() {
        let summaries = [Summary(sent: 100, bouncedHard: 3), Summary(sent: 50, bouncedHard: nil), Summary(sent: nil)]
        #expect(AlarmLine.hardBounceRate(of: summaries) == Rate(3, of: 100))
    }
}
