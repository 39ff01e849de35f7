import Engagement
import Foundation
import Testing

@testable import Metrics

@Suite("The audience")
struct AudienceTests {
    private static let first = SampleAccount.time("2026-01-10T10:00:00Z")
    private static let end = SampleAccount.time("2026-11-02T06:10:00Z")

    private static func day(_ day: Double) -> Timestamp { Timestamp(seconds: first.seconds + Int64(day * 86_400)) }

    /// A campaign every 30 days, from 10 January on: c0 … c9 (7 October).
    private static let campaigns = (0..<10).map { place in
        CampaignBuilder("c\(place)", hoursAgo: 0).with {
            $0.sentAt = day(Double(place) * 30); $0.opens = [0: 100]
        }
    }

    /// Somebody sent the given campaigns, who opened at the given days.
    private static func person(
        _ campaigns: Range<Int>, opens: [Int: Double?] = [:], bounced: Set<Int> = [], left: Int? = nil
    ) -> PersonMeasurement {
        let rows = campaigns.map { place in
            var participant = Participant(contactID: "x", firstReported: FirstReported(.sent, run: 1))
            if let open = opens[place] {
                participant.firstReported[.opened] = 1
                participant.occurredAt[.opened] = open.map(day)
            }
            if bounced.contains(place) { participant.firstReported[.bounced] = 1 }
            if left == place { participant.firstReported[.unsubscribed] = 1 }
            return Participation(campaignID: "c\(place)", sentAt: day(Double(place) * 30), participant: participant)
        }
        return PersonMeasurement(rows, tracked: Set((0..<9).map { "c\($0)" }))
    }

    private static func audience(
        _ people: [PersonMeasurement], _ campaigns: [CampaignBuilder] = campaigns, zone: LocalCalendar = .utc
    ) -> Audience {
        var audience = Audience(campaigns: campaigns.campaigns, end: end, in: zone)
        audience.add(people)
        return audience
    }

    private static func tiers(_ point: AudiencePoint) -> [Int] { [point.active, point.lapsing, point.dormant, point.never] }

    @Test("months are drawn from 180 days after the first campaign on, at their ends in the time zone")
    func months() throws {
        // 180 days after 10 January is 9 July.
        #expect(Self.audience([]).months.map { $0.month?.text } == ["2026-07", "2026-08", "2026-09", "2026-10"])
        #expect(Self.audience([]).months[0].at == SampleAccount.time("2026-07-31T23:59:59Z"))
        let berlin = LocalCalendar(try #require(TimeZone(identifier: "Europe/Berlin")))
        #expect(
            Self.audience([], zone: berlin).months.map(\.at.iso8601).suffix(2) == [
                "2026-09-30T21:59:59Z", "2026-10-31T22:59:59Z",
            ])
        #expect(Self.audience([]).isNowDrawn && Self.audience([]).isThirtyDaysAgoDrawn)
        let young = Self.audience([], Array(Self.campaigns.suffix(4)))
        #expect(young.months.isEmpty && !young.isNowDrawn)
        #expect(Self.audience([], []).months.isEmpty)
    }

    @Test("active within 90 days, lapsing to 180, dormant beyond, never")
    func tiers() throws {
        // Now is day 295.84.
        let now = Double(Self.end.seconds - Self.first.seconds) / 86_400
        func tier(_ ago: Double) -> [Int] { Self.tiers(Self.audience([Self.person(0..<10, opens: [0: now - ago])]).now) }
        #expect(
            tier(90) == [1, 0, 0, 0] && tier(90.001) == [0, 1, 0, 0] && tier(180) == [0, 1, 0, 0]
                && tier(180.001) == [0, 0, 1, 0])
        #expect(Self.tiers(Self.audience([Self.person(0..<10)]).now) == [0, 0, 0, 1])
        // One who opened on day 200 (29 July) and not since: active, then lapsing from the end of November on.
        let audience = Self.audience([Self.person(0..<10, opens: [6: 200])])
        #expect(audience.months.map(Self.tiers) == [[1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]])
        #expect(Self.tiers(audience.thirtyDaysAgo) == [1, 0, 0, 0] && Self.tiers(audience.now) == [0, 1, 0, 0])
    }

    @Test("an open without a time is dormant from its campaign on")
    func undated() {
        // c7 was sent on day 210, 8 August.
        let months = Self.audience([Self.person(0..<10, opens: [7: nil])]).months
        #expect(months.map(Self.tiers) == [[0, 0, 0, 1], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    }

    @Test("whoever left, or was sent nothing for 180 days, is no audience")
    func leaving() {
        #expect(Self.audience([Self.person(0..<10, left: 7)]).months.map(\.people) == [1, 0, 0, 0])
        #expect(Self.audience([Self.person(0..<10, bounced: [7])]).months.map(\.people) == [1, 0, 1, 1])
        #expect(Self.audience([Self.person(0..<8, bounced: [7])]).months.map(\.people) == [1, 0, 0, 0])
        // c1 was sent on day 30, 9 February: 180 days later is 8 August.
        #expect(Self.audience([Self.person(0..<2)]).months.map(\.people) == [1, 0, 0, 0])
        #expect(Self.audience([Self.person(9..<10)]).months.map(\.people) == [0, 0, 0, 1])
    }

    @Test("a month is uncertain where more than a tenth of the opens of the 180 days before have no time")
    func uncertain() {
        func audience(_ untimed: Int) -> Audience {
            Self.audience([], Self.campaigns.map { $0.with { if $0.id == "c3" { $0.untimedOpens = untimed } } })
        }
        // The end of July looks back to c1 … c6 (c1 was sent on 9 February, 172 days before): 600 opens and the untimed ones.
        #expect(audience(66).months[0].undated == Rate(66, of: 666) && !audience(66).months[0].isUncertain)
        #expect(audience(67).months[0].isUncertain)
        // c3 (10 April) is out of sight from the end of October on.
        #expect(audience(400).months.map(\.isUncertain) == [true, true, true, false])
    }

    @Test("never engaged, though six mature campaigns with open tracking got through")
    func silent() {
        let audience = Self.audience([
            Self.person(0..<6), Self.person(0..<5), Self.person(0..<6, opens: [0: 1]), Self.person(0..<7, bounced: [2]),
            Self.person(0..<6, bounced: [5]), Self.person(0..<10, left: 9), Self.person(4..<10),
        ])
        // Of the last one c9 is not mature, so five; who bounced at last or unsubscribed has left.
        #expect(audience.silentPeople == 2)
        #expect(audience.silentEmails == Rate(6 + 6, of: 6 + 5 + 6 + 6 + 5 + 9 + 5))
    }

    @Test("it is the same in any order of people")
    func order() {
        let people = (0..<10).map { Self.person($0..<10, opens: [9: Double($0) * 20]) }
        let (one, other) = (Self.audience(people), Self.audience(people.reversed()))
        #expect(one.months == other.months && one.now == other.now)
    }

    // MARK: Lists

    @Test("a list grows by the difference of two months' last readings; what was not read is not known")
    func growth() throws {
        func reading(
            _ run: RunNumber, _ time: String, _ subscribed: Int, _ unsubscribed: Int, list: ListID = "a"
        ) -> ListSizeReading {
            ListSizeReading(
                listID: list, run: run, at: SampleAccount.time(time), pending: 1, subscribed: subscribed,
                unsubscribed: unsubscribed)
        }
        let readings = [
            reading(4, "2026-09-30T02:00:00Z", 130, 12), reading(1, "2026-08-03T02:00:00Z", 90, 5),
            reading(2, "2026-08-30T02:00:00Z", 100, 8),
            reading(6, "2026-11-02T02:00:00Z", 120, 20), reading(3, "2026-09-02T02:00:00Z", 140, 8),
            reading(6, "2026-11-02T02:00:00Z", 7, 0, list: "b"),
        ]
        let growth = ListGrowth.all(readings, in: .utc)
        #expect(growth.map(\.listID) == ["a", "b"] && growth[0].readings.map(\.run) == [1, 2, 3, 4, 6])
        #expect(growth[0].months.map(\.month.text) == ["2026-08", "2026-09", "2026-11"])
        #expect(growth[0].months.map(\.net) == [nil, 30, nil] && growth[0].months.map(\.unsubscribed) == [nil, 4, nil])
        #expect(growth[0].now?.subscribed == 120 && growth[0].net(days: 30) == -10 && growth[0].net(days: 365) == nil)
        #expect(growth[0].unsubscribed(days: 30) == 8 && growth[0].netSinceFirst == 30)
        #expect(growth[1].net(days: 30) == nil && growth[1].unsubscribed(days: 30) == nil && growth[1].netSinceFirst == nil)
        // The sum of a list that was read 30 days ago and one that was not is not known.
        let all = try #require(Subscribers(growth))
        #expect(all.lists == 2 && all.subscribed == 127 && all.net == nil && all.unsubscribed == nil)
        let one = try #require(Subscribers([growth[0]]))
        #expect(one.subscribed == 120 && one.net == -10 && one.unsubscribed == 8)
        // A list that the newest update no longer found is in no sum.
        let gone = ListGrowth.all(readings + [reading(7, "2026-11-03T02:00:00Z", 9, 0, list: "b")], names: ["b": "B"], in: .utc)
        #expect(Subscribers(gone)?.lists == 1 && Subscribers(gone)?.subscribed == 9 && gone.map(\.name) == ["a", "B"])
        #expect(Subscribers([]) == nil)
        // In New York the readings of 02:00 UTC on the 1st belong to the month before.
        let zone = LocalCalendar(try #require(TimeZone(identifier: "America/New_York")))
        #expect(ListGrowth.all([reading(1, "2026-09-01T02:00:00Z", 1, 1)], in: zone)[0].months[0].month.text == "2026-08")
    }
}
