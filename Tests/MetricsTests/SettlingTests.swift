import Engagement
import Metrics
import Testing

@Suite("Settling, and comparisons at equal age")
struct SettlingTests {
    let account = AccountMetrics(SampleAccount.measurements)

    private func campaign(_ id: CampaignID) throws -> CampaignMetrics { try #require(account.campaigns.first { $0.id == id }) }

    @Test("a curve adds up what had come by each hour")
    func curve() throws {
        let curve = try campaign("old").settling
        let opened = Dictionary(uniqueKeysWithValues: curve.points.map { ($0.hours, $0.opened) })
        // Before the first hour is over: those of hour 0, and two that the provider dates before sending.
        #expect(opened[1] == 82 && opened[4] == 82 && opened[6] == 142 && opened[24] == 160 && opened[36] == 190)
        #expect(opened[168] == 230 && opened[720] == 230)
        #expect(curve.timedOpens == 240 && curve.untimedOpens == 0)
        #expect(curve.halfOfOpensWithin == 6)
        let last = try #require(curve.points.last)
        #expect(curve.openRate(at: last) == Rate(230, of: 960) && last.opened == 230)
    }

    @Test("a young campaign's curve ends with its age")
    func young() throws {
        #expect(try campaign("new").ageInHours == 36)
        #expect(try campaign("new").settling.points.last?.hours == 36)
    }

    @Test("the account's curve is of the campaigns that are 30 days old, and never falls")
    func pooled() throws {
        let curve = try #require(account.settling)
        #expect(curve.campaigns == 2 && curve.delivered == 960 + 495)
        #expect(curve.points.last?.hours == 720 && curve.points.last?.opened == 230 + 99)
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.opened <= $1.opened && $0.clicked <= $1.clicked })
    }

    @Test("where none is 30 days old, the curve is shorter; where none is a day old, there is none")
    func shorter() throws {
        var measurements = SampleAccount.measurements
        measurements.excluded = ["test", "old", "mid"]
        #expect(AccountMetrics(measurements).settling?.points.last?.hours == 24)
        measurements.run.endedAt = SampleAccount.time("2026-11-22T20:00:00Z")
        #expect(AccountMetrics(measurements).settling == nil)
    }

    @Test("at equal age each campaign is compared with the others as they were then")
    func equalAge() throws {
        let new = try campaign("new").equalAge
        #expect(new.map(\.day) == [1])
        #expect(new[0].open == Rate(120, of: 396))
        #expect(new[0].openAgainstOthers?.second == Rate(160 + 50, of: 960 + 495))
        #expect(new[0].openAgainstOthers?.verdict == .higher)
        #expect(new[0].click == Rate(10, of: 396) && new[0].clickAgainstOthers?.verdict == .noise)
        let old = try campaign("old").equalAge
        #expect(old.map(\.day) == [1, 3, 7, 30])
        #expect(old.map(\.open.numerator) == [160, 190, 230, 230])
        // At three days `new` is too young to be among the others.
        #expect(old[1].openAgainstOthers?.second == Rate(99, of: 495))
    }

    @Test("the same without the rest of the metrics, from records and counts")
    func equalAgeAlone() {
        let measurements = SampleAccount.measurements
        let ages = EqualAge.byCampaign(
            measurements.campaigns, counts: measurements.counts, hourCounts: measurements.hourCounts,
            excluded: measurements.excluded, now: measurements.generatedAt)
        #expect(ages["new"]?.count == 1 && ages["test"] != nil)
        for campaign in account.campaigns { #expect(ages[campaign.id] ?? [] == campaign.equalAge) }
    }

    @Test("opens without a time, more than one in twenty, leave the campaign out instead of showing it low")
    func withoutTimes() throws {
        var measurements = SampleAccount.measurements
        measurements.hourCounts.removeAll { $0.campaignID == "old" && $0.kind == .opened && $0.hour == 100 }
        let account = AccountMetrics(measurements)
        let old = try #require(account.campaigns.first { $0.id == "old" })
        #expect(old.equalAge.isEmpty && old.settling.untimedOpens == 40)
        #expect(account.settling?.campaigns == 1)
    }
}
