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
        // From sending to the start of the run.
        #expect(try campaign("new").measured.age == Age(hours: 35))
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

    private func ages(of id: CampaignID, _ measurements: Measurements = SampleAccount.measurements) -> [EqualAge] {
        EqualAge.byCampaign(
            measurements.campaigns, counts: measurements.counts, hourCounts: measurements.hourCounts,
            now: measurements.generatedAt)[id] ?? []
    }

    @Test("a campaign has rates at the ages that it has reached, as they were then")
    func equalAge() {
        let new = ages(of: "new")
        #expect(new.map(\.day) == [1])
        #expect(new[0].open == Rate(120, of: 396) && new[0].click == Rate(10, of: 396))
        let old = ages(of: "old")
        #expect(old.map(\.day) == [1, 3, 7, 30])
        #expect(old.map(\.open.numerator) == [160, 190, 230, 230])
        #expect(ages(of: "mid")[1].open == Rate(99, of: 495) && ages(of: "test").count == 4)
    }

    @Test("opens without a time, more than one in twenty, leave the campaign out instead of showing it low")
    func withoutTimes() throws {
        var measurements = SampleAccount.measurements
        measurements.hourCounts.removeAll { $0.campaignID == "old" && $0.kind == .opened && $0.hour == 100 }
        let account = AccountMetrics(measurements)
        let old = try #require(account.campaigns.first { $0.id == "old" })
        #expect(ages(of: "old", measurements).isEmpty && old.settling.untimedOpens == 40)
        #expect(account.settling?.campaigns == 1)
    }
}
