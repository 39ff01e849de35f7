import Engagement
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("By hour of the week, run and tier")
struct BreakdownTests {
    @Test("hours of the week in local time, across a clock change")
    func heatMap() throws {
        var measurements = SampleAccount.measurements
        measurements.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let opens = [
            "old": [("2026-10-23T07:45:00Z", 5)], "mid": [("2026-10-30T08:00:00Z", 7), ("2026-11-01T23:00:00Z", 1)],
            "test": [("2026-10-30T08:00:00Z", 99)],
        ]
        measurements.campaignMeasurements = opens.mapValues { quarters in
            SampleAccount.measurement(
                sentAt: nil, Counts(),
                quarterHours: quarters.map { QuarterHour(startsAt: SampleAccount.time($0), count: $1) })
        }
        let account = AccountMetrics(measurements)
        // Both Fridays, 09:45 in summer time and 09:00 in winter time.
        #expect(account.heatMap.opened[4][9] == 12)
        #expect(account.heatMap.opened[0][0] == 1)
        #expect(account.heatMap.totalOpened == 13)
        let busiest = try #require(account.heatMap.busiest)
        #expect(busiest == (weekday: 4, hour: 9, count: 12))
        #expect(account.campaigns.first { $0.id == "test" }?.heatMap.totalOpened == 99)
        #expect(HeatMap().busiest == nil)
    }

    @Test("history adds up what each run gained, of what a database held before, too")
    func history() throws {
        var measurements = SampleAccount.measurements
        measurements.gains = [
            Gain(campaignID: "old", run: 0, kind: .opened, count: 3), Gain(campaignID: "old", run: 0, kind: nil, count: 3),
            Gain(campaignID: "old", run: 2, kind: .sent, count: 900), Gain(campaignID: "old", run: 2, kind: .opened, count: 50),
            Gain(campaignID: "old", run: 2, kind: nil, count: 55), Gain(campaignID: "old", run: 2, kind: .clicked, count: 9),
            Gain(campaignID: "old", run: 4, kind: .sent, count: 100), Gain(campaignID: "old", run: 4, kind: .bounced, count: 4),
            Gain(campaignID: "mid", run: 4, kind: .sent, count: 3), Gain(campaignID: "old", run: 5, kind: .sent, count: 77),
        ]
        let account = AccountMetrics(measurements)
        let history = try #require(account.campaigns.first { $0.id == "old" }).history
        #expect(history.map(\.run) == [0, 2, 4])
        #expect(history.map(\.runID) == [nil, "2026-11-21T020000Z", "2026-11-23T115900Z"])
        #expect(history.map(\.counts.sent) == [0, 900, 1_000])
        #expect(history.map(\.counts.opened) == [3, 58, 58])
        #expect(history[2].gained.sent == 100 && Rates(history[2].counts).open == Rate(58, of: 996))
        #expect(account.campaigns.first { $0.id == "mid" }?.history.map(\.run) == [4])
    }

    @Test("people are counted in the same tiers, however the batches are cut")
    func people() {
        var random = SeededGenerator(seed: 42)
        let rows = (0..<1_000).map { index -> PersonRow in
            let opened = random.chance(60) ? random.int(1...80) : 0
            let age = Int64(random.int(0...400)) * 86_400
            return PersonRow(
                person: "p\(index)@example.org", campaigns: opened + random.int(opened == 0 ? 1...9 : 0...9), opened: opened,
                clicked: random.int(0...opened),
                lastOpenedAt: opened > 0 && random.chance(90) ? Timestamp(seconds: SampleAccount.end.seconds - age) : nil)
        }
        var whole = PeopleSummary(asOf: SampleAccount.end)
        whole.add(rows)
        var parts = PeopleSummary(asOf: SampleAccount.end)
        for start in stride(from: 0, to: 1_000, by: 137) { parts.add(rows[start..<min(start + 137, 1_000)]) }
        #expect(whole == parts)
        #expect(whole.people == 1_000 && whole.engaged == rows.count { $0.opened > 0 })
        #expect(whole.byTier.reduce(0) { $0 + $1.rate.numerator } == 1_000)
        #expect(whole.count(of: .never) == 1_000 - whole.engaged)
        #expect(
            whole.count(of: .days30)
                == rows.count {
                    $0.lastEngagedAt.map { SampleAccount.end.seconds - $0.seconds <= 30 * 86_400 } ?? false
                })
        #expect(whole.byCampaignsEngaged.reduce(0) { $0 + $1.people } == whole.engaged)
        #expect(whole.silentByCampaignsReceived.reduce(0) { $0 + $1.people } == 1_000 - whole.engaged)
        #expect(whole.byCampaignsEngaged.map(\.label) == ["1", "2", "3–5", "6–10", "11–20", "21–50", "51 and more"])
        #expect(whole.byCampaignsEngaged[3].people == rows.count { (6...10).contains($0.opened) })
    }

    @Test("groups add up to the whole, whatever the account")
    func laws() {
        var random = SeededGenerator(seed: 99)
        for _ in 0..<50 {
            var measurements = SampleAccount.measurements
            measurements.campaigns = (0..<random.int(0...30)).map { index in
                SampleAccount.record(
                    "c\(index)", sentAt: "2026-0\(random.int(1...9))-1\(random.int(0...9))T10:00:00Z",
                    lists: [random.pick(["list-a", "list-b", "list-c"])])
            }
            measurements.excluded = Set(random.some(of: measurements.campaigns.map(\.id), percent: 20))
            measurements.counts = Dictionary(
                uniqueKeysWithValues: measurements.campaigns.map { record in
                    let sent = random.int(1...5_000)
                    let bounced = random.int(0...sent / 10)
                    let opened = random.int(0...sent - bounced)
                    return (
                        record.id,
                        SampleAccount.counts(
                            sent: sent, opened: opened, clicked: random.int(0...opened), bounced: bounced,
                            complained: random.int(0...3))
                    )
                })
            measurements.campaignMeasurements = SampleAccount.measurements(measurements.campaigns, measurements.counts)
            let account = AccountMetrics(measurements)
            let included = account.campaigns.filter { !$0.isExcluded }
            for kind in RateKind.allCases {
                let sum = included.reduce(Rate(0, of: 0)) { $0 + $1.rates[kind] }
                #expect(account.totals.rates[kind] == sum)
            }
            for groups in [account.figures.lists, account.figures.months] {
                #expect(groups.reduce(Counts()) { $0 + $1.counts } == account.totals.counts)
            }
        }
    }
}
