import Engagement
import Metrics
import Testing

@Suite("At equal age")
struct EqualAgeTests {
    let account = AccountMetrics(SampleAccount.measurements)

    @Test("a curve adds up what had come by each hour")
    func curve() {
        let hours = SampleAccount.hours.filter { $0.campaignID == "old" && $0.kind == .opened }
        let curve = HourCurve(Dictionary(hours.map { (max(0, $0.hour), $0.count) }, uniquingKeysWith: +))
        // Before the first hour is over: those of hour 0, and two that the provider dates before sending.
        #expect([1, 4, 6, 24, 36, 168, 720].map(curve.count) == [82, 82, 142, 160, 190, 230, 230])
        #expect(curve.total == 240)
        #expect(zip(curve.sums, curve.sums.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("a campaign's age is from sending to the start of the run")
    func young() throws {
        #expect(try #require(account.campaigns.first { $0.id == "new" }).measured.age == Age(hours: 35))
    }

    private func ages(of id: CampaignID, _ hours: [HourCount] = SampleAccount.hours) -> [EqualAge] {
        let measurements = SampleAccount.measurements
        return EqualAge.byCampaign(
            measurements.campaigns, counts: measurements.counts, hourCounts: hours, now: measurements.generatedAt)[id] ?? []
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
    func withoutTimes() {
        let hours = SampleAccount.hours.filter { !($0.campaignID == "old" && $0.kind == .opened && $0.hour == 100) }
        #expect(ages(of: "old", hours).isEmpty)
    }
}
