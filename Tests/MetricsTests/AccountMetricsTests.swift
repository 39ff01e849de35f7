import Engagement
import Foundation
import Metrics
import Testing

@Suite("The metrics of an account")
struct AccountMetricsTests {
    let account = AccountMetrics(SampleAccount.measurements)

    private func campaign(_ id: CampaignID) throws -> CampaignMetrics { try #require(account.campaigns.first { $0.id == id }) }

    @Test("aggregates are Σ ÷ Σ over the campaigns that count")
    func totals() {
        #expect(account.totals.campaigns == 3)
        #expect(account.totals.counts.participants == 1_900)
        #expect(account.totals.rates.open == Rate(459, of: 1_851))
        #expect(account.totals.rates.bounce == Rate(49, of: 1_900))
        #expect(account.totals.rates.clickToOpen == Rate(92, of: 459))
        #expect(account.totals.people == 900 && account.totals.engagedPeopleRate == Rate(300, of: 900))
    }

    @Test("campaigns are in the order of sending; excluded ones have metrics, drafts have none")
    func order() throws {
        #expect(account.campaigns.map(\.id) == ["old", "test", "mid", "new"])
        #expect(account.campaigns.map(\.isExcluded) == [false, true, false, false])
        #expect(account.unsent.map(\.id) == ["draft"])
        #expect(try campaign("test").previous?.slug == "campaign-old")
        #expect(try campaign("test").next?.title == "Campaign mid")
        #expect(try campaign("old").previous == nil && campaign("new").next == nil)
    }

    @Test("the previous run is the last finished one, and the change is since then")
    func change() throws {
        #expect(account.previousRun?.number == 2)
        #expect(account.runs.map(\.number) == [1, 2, 3, 4])
        #expect(account.generatedAt == SampleAccount.end)
        #expect(account.change == account.totals.counts - (account.previousTotals?.counts ?? Counts()))
        #expect(account.change?.opened == 130 && account.change?.participants == 400)
        #expect(account.previousTotals?.campaigns == 2)
        #expect(try campaign("old").change?.opened == 10)
        #expect(try campaign("new").change?.opened == 120)
    }

    @Test("a first run has no change, and nothing before it")
    func firstRun() {
        var measurements = SampleAccount.measurements
        measurements.previousCounts = nil
        measurements.run = SampleAccount.run(1, "2026-11-23T11:59:00Z")
        let account = AccountMetrics(measurements)
        #expect(account.previousRun == nil && account.previousTotals == nil && account.change == nil)
        #expect(account.campaigns.allSatisfy { $0.change == nil })
    }

    @Test("by list and by month of the configured zone")
    func groups() throws {
        let lists = account.figures.lists
        #expect(lists.map(\.title) == ["Customers", "Friends"])
        #expect(lists.map(\.campaigns.count) == [2, 1])
        #expect(Rates(lists[0].counts).open == Rate(360, of: 1_356))
        #expect(account.figures.months.map(\.key) == ["2026-09", "2026-10", "2026-11"])
        var measurements = SampleAccount.measurements
        // Half past eleven in the evening of UTC's September is October in Berlin.
        measurements.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let months = AccountMetrics(measurements).figures.months
        #expect(months.map(\.title) == ["October 2026", "November 2026"])
        #expect(months.map(\.campaigns.count) == [2, 1])
    }

    @Test("a campaign that went to two lists is a group of its own")
    func twoLists() {
        var measurements = SampleAccount.measurements
        measurements.campaigns[0].campaign.listIDs = ["list-b", "list-a"]
        measurements.campaigns[1].campaign.listIDs = []
        let account = AccountMetrics(measurements)
        #expect(account.figures.lists.map(\.title) == ["No list", "Friends", "Customers + Friends"])
        #expect(account.figures.lists.reduce(0) { $0 + $1.counts.participants } == account.totals.counts.participants)
    }

    @Test("alarms: who crosses which line, and whether that is more than noise")
    func alarms() throws {
        // 3 complaints of 1,851 delivered; 39 hard bounces of 1,900 sent.
        #expect(account.alarms.map(\.line.title) == ["Complaints", "Hard bounces"])
        #expect(account.alarms.map(\.level) == [.warning, .warning] && account.alarms[1].rate == Rate(39, of: 1_900))
        #expect(account.alarms.map(\.isMoreThanNoise) == [false, false])
        let mid = try campaign("mid").alarms
        #expect(mid.map(\.level) == [.critical] && mid[0].rate == Rate(2, of: 495) && mid[0].threshold == 0.003)
        #expect(try campaign("new").alarms.isEmpty)
    }

    @Test("vanished participants are summed, never removed")
    func sums() throws {
        var measurements = SampleAccount.measurements
        measurements.vanished = ["old": [.sent: 3, .opened: 1], "new": [.sent: 2], "test": [.sent: 9]]
        let account = AccountMetrics(measurements)
        #expect(account.vanished == [.sent: 5, .opened: 1])
        #expect(account.totals.rates.open == Rate(459, of: 1_851))
    }
}
