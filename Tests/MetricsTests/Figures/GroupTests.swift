import Basics
import Engagement
import Foundation
import Testing

@testable import Metrics

@Suite("Campaigns taken together")
struct GroupTests {
    private static func mature(
        _ id: CampaignID, days: Double, _ change: (inout CampaignBuilder) -> Void = { _ in }
    ) -> CampaignBuilder {
        CampaignBuilder(id, hoursAgo: days * 24).with {
            $0.opens = [0: 40, 167: 10, 168: 50]
            $0.clicks = [0: 10]
            change(&$0)
        }
    }

    // MARK: Rates at 7 days

    @Test("mature campaigns count as they were after 7 days; young, unknown and excluded ones are left out")
    func settled() {
        let campaigns = [
            Self.mature("a", days: 7), Self.mature("b", days: 20) { $0.delivered = 3_000 },
            Self.mature("young", days: 6.99), Self.mature("sending", days: 9) { $0.status = .sending },
            Self.mature("refused", days: 9) { $0.refused = [.opened] }, Self.mature("out", days: 9) { $0.isExcluded = true },
            Self.mature("untimed", days: 9) { $0.untimedOpens = 300 },
        ].campaigns
        let open = SettledRate(.open, of: campaigns)
        #expect(open.rate == Rate(100, of: 4_000) && open.basis == .sevenDays && open.campaigns == 2)
        #expect(open.comingIn == 2 && open.unknown == 1 && open.withoutTimes == 1)
        #expect(SettledRate(.click, of: campaigns).rate == Rate(40, of: 6_000))
    }

    @Test("where none has times the rate is final, and is not compared with one at 7 days")
    func final() {
        let untimed = [
            Self.mature("a", days: 9) { $0.untimedOpens = 300 }, Self.mature("young", days: 2) { $0.untimedOpens = 9 },
        ]
        let final = SettledRate(.open, of: untimed.campaigns)
        #expect(final.basis == .final && final.rate == Rate(400, of: 1_000) && final.withoutTimes == 0 && final.comingIn == 1)
        let timed = SettledRate(.open, of: [Self.mature("b", days: 9).campaign])
        #expect(final.difference(to: timed) == nil && final.difference(to: final) == 0)
        #expect(timed.difference(to: SettledRate(.open, of: [])) == nil && SettledRate(.open, of: []).value == nil)
    }

    @Test("a doubtful zero is in the sums, as it is shown")
    func doubtfulZero() {
        let campaigns = [Self.mature("a", days: 9), Self.mature("zero", days: 9) { $0.opens = [:] }]
        #expect(SettledRate(.open, of: campaigns.campaigns).rate == Rate(50, of: 2_000))
    }

    @Test("by month in the time zone, by the set of lists")
    func groups() throws {
        let campaigns = [
            CampaignBuilder("a", hoursAgo: 0).with {
                $0.sentAt = SampleAccount.time("2026-09-30T23:30:00Z"); $0.lists = ["x", "y"]
            },
            CampaignBuilder("b", hoursAgo: 0).with {
                $0.sentAt = SampleAccount.time("2026-10-05T10:00:00Z"); $0.lists = ["y", "x"]
            },
            CampaignBuilder("c", hoursAgo: 0).with {
                $0.sentAt = SampleAccount.time("2026-10-06T10:00:00Z"); $0.lists = ["z"]
            },
            CampaignBuilder("d", hoursAgo: 0).with {
                $0.sentAt = nil; $0.lists = []
            },
        ].campaigns
        let berlin = LocalCalendar(try #require(TimeZone(identifier: "Europe/Berlin")))
        #expect(CampaignGroup.months(campaigns, in: .utc).map(\.key) == ["2026-09", "2026-10"])
        #expect(CampaignGroup.months(campaigns, in: berlin).map { $0.campaigns.map(\.id) } == [["a", "b", "c"]])
        let lists = CampaignGroup.lists(campaigns, names: ["x": "Customers", "z": "Friends"])
        #expect(lists.map(\.title) == ["Customers + y", "No list", "Friends"] && lists[0].campaigns.map(\.id) == ["a", "b"])
        #expect(lists.map(\.key) == ["x+y", "", "z"])
    }

    // MARK: Series

    @Test(
        "the key of a series is the name less digits, punctuation and months",
        arguments: [
            ("Heat pump rebates, March", "heat pump rebates"), ("HEAT PUMP – Rebates (apr. 2027)!", "heat pump rebates"),
            ("Newsletter #12", "newsletter"), ("May I help you?", "i help you"), ("What’s new in Sept", "whats new in sept"),
            ("Mayflower news", "mayflower news"), ("Café déjà 3", "café déjà"),
        ])
    func key(name: String, key: String) { #expect(Series.key(of: name) == key) }

    @Test("fewer than six letters are no key", arguments: ["Offer 3", "12/2026", "", "Jan–Feb", "Promo!"])
    func noKey(name: String) { #expect(Series.key(of: name) == nil) }

    @Test("three campaigns make a series; a key of more than half of ten or more campaigns is none")
    func series() {
        func named(
            _ name: String, _ count: Int, from hour: Double, _ change: (inout CampaignBuilder) -> Void = { _ in }
        ) -> [CampaignBuilder] {
            (0..<count).map { place in
                CampaignBuilder("\(name)\(place)", hoursAgo: hour + Double(place)).with {
                    $0.name = "\(name) \(place)"; change(&$0)
                }
            }
        }
        let three = named("Solar tips", 3, from: 10)
        #expect(Series.all(three.campaigns).map(\.title) == ["Solar tips"])
        #expect(Series.all(three.campaigns)[0].campaigns.map(\.id) == ["Solar tips2", "Solar tips1", "Solar tips0"])
        #expect(Series.all(named("Solar tips", 2, from: 10).campaigns).isEmpty)
        #expect(
            Series.all((named("Solar tips", 2, from: 1) + named("Solar tips", 1, from: 9) { $0.isExcluded = true }).campaigns)
                .isEmpty)
        #expect(
            Series.all((named("Newsletter", 5, from: 1) + named("Heat pumps", 5, from: 100)).campaigns).map(\.key) == [
                "newsletter", "heat pumps",
            ])
        #expect(
            Series.all((named("Newsletter", 6, from: 1) + named("Heat pumps", 5, from: 100)).campaigns).map(\.key) == [
                "heat pumps"
            ])
        #expect(
            Series.all(named("Newsletter", 9, from: 1).campaigns).count == 1
                && Series.all(named("Newsletter", 10, from: 1).campaigns).isEmpty)
    }

    // MARK: Periods

    @Test("the last 30 days and the 30 before are days of the time zone")
    func periods() throws {
        func sent(_ id: CampaignID, _ time: String) -> CampaignBuilder {
            Self.mature(id, days: 0) { $0.sentAt = SampleAccount.time(time) }
        }
        let campaigns = [
            sent("today", "2026-11-02T05:00:00Z"), sent("first", "2026-10-04T00:00:00Z"), sent("last", "2026-10-03T23:59:59Z"),
            sent("oldest", "2026-09-04T00:00:00Z"), sent("before", "2026-09-03T23:59:59Z"),
        ].campaigns
        let end = SampleAccount.time("2026-11-02T06:10:00Z")
        let periods = PeriodComparison(campaigns, end: end, in: .utc)
        #expect(periods.current.days == CivilDate(year: 2026, month: 10, day: 4)...CivilDate(year: 2026, month: 11, day: 2))
        #expect(periods.before.days == CivilDate(year: 2026, month: 9, day: 4)...CivilDate(year: 2026, month: 10, day: 3))
        #expect(periods.current.group.campaigns.map(\.id) == ["first", "today"] && periods.current.comingIn == 1)
        #expect(periods.before.group.campaigns.map(\.id) == ["oldest", "last"] && periods.current.emailsSent == 2_000)
        #expect(periods.difference(.open) == 0)
        let berlin = LocalCalendar(try #require(TimeZone(identifier: "Europe/Berlin")))
        let local = PeriodComparison(campaigns, end: end, in: berlin)
        #expect(local.current.group.campaigns.map(\.id) == ["last", "first", "today"])
        #expect(local.before.group.campaigns.map(\.id) == ["before", "oldest"])
    }

    @Test("periods without a known rate have no difference")
    func noDifference() {
        let current = Self.mature("a", days: 10)
        let end = CampaignBuilder.start
        #expect(PeriodComparison([current.campaign], end: end, in: .utc).difference(.open) == nil)
        let before = Self.mature("b", days: 40) { $0.refused = [.opened] }
        #expect(PeriodComparison([current, before].campaigns, end: end, in: .utc).difference(.open) == nil)
        #expect(PeriodComparison([current, before].campaigns, end: end, in: .utc).difference(.click) == 0)
        let untimed = Self.mature("b", days: 40) { $0.untimedOpens = 300 }
        #expect(PeriodComparison([current, untimed].campaigns, end: end, in: .utc).difference(.open) == nil)
    }

    // MARK: Trend

    @Test("a dot a campaign, a line over ten mature ones, Σ ÷ Σ")
    func trend() {
        var history = (0..<12).map { place in
            Self.mature("m\(place)", days: 40 - Double(place)) { $0.delivered = 1_000 + place * 100 }
        }
        history.append(Self.mature("young", days: 2) { $0.opens = [0: 7, 60: 3] })
        history.append(Self.mature("refused", days: 20) { $0.refused = [.opened] })
        history.append(Self.mature("untimed", days: 20.5) { $0.untimedOpens = 100 })
        let trend = Trend(.open, of: history.campaigns.shuffled(), in: .utc)
        #expect(trend.dots.count == 14 && trend.months.isEmpty && trend.basis == .sevenDays)
        #expect(trend.dots.filter(\.isFinal).map(\.campaignID) == ["untimed"])
        #expect(trend.dots.last?.rate == Rate(7, of: 1_000) && trend.dots.filter(\.isComingIn).map(\.campaignID) == ["young"])
        #expect(
            trend.line.map(\.rate)
                == (0...2).map { first in Rate(500, of: (first..<first + 10).reduce(0) { $0 + 1_000 + $1 * 100 }) })
        #expect(Trend(.open, of: Array(history.prefix(9)).campaigns, in: .utc).line.isEmpty)
    }

    @Test("beyond 60 campaigns a point a month")
    func monthly() throws {
        let history = (0..<61).map { Self.mature("m\($0)", days: 10 + Double($0)) }
        #expect(Trend(.open, of: Array(history.prefix(60)).campaigns, in: .utc).dots.count == 60)
        let trend = Trend(.open, of: history.campaigns, in: .utc)
        #expect(trend.dots.isEmpty && trend.line.isEmpty)
        #expect(trend.months.map(\.month.text) == ["2026-08", "2026-09", "2026-10"])
        #expect(try #require(trend.months.first?.rate.rate) == Rate(50 * 8, of: 8 * 1_000))
    }

    @Test("without times the line is of final rates")
    func finalTrend() {
        let history = (0..<10).map { Self.mature("m\($0)", days: 10 + Double($0)) { $0.untimedOpens = 300 } }
        let trend = Trend(.open, of: history.campaigns, in: .utc)
        #expect(trend.basis == .final && trend.line.map(\.rate) == [Rate(4_000, of: 10_000)] && trend.dots.allSatisfy(\.isFinal))
    }
}
