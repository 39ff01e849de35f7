import Engagement
import Foundation
import TestSupport
import Testing

@testable import Metrics

@Suite("What is measured of a campaign and of a person")
struct MeasurementTests {
    private static let sentAt = SampleAccount.time("2026-10-01T10:00:00Z")

    private static func after(_ seconds: Int64) -> Timestamp { Timestamp(seconds: sentAt.seconds + seconds) }

    /// A participant reported by run 1 in the given reports, each with a time or without.
    private static func participant(_ id: ContactID, _ reports: [ReportKind: Int64?]) -> Participant {
        var participant = Participant(contactID: id, firstReported: FirstReported(.sent, run: 1))
        for (kind, seconds) in reports {
            participant.firstReported[kind] = 1
            if let seconds { participant.occurredAt[kind] = after(seconds) }
        }
        return participant
    }

    private static let rows: [(Participant, Person?)] = [
        // A click before the open: the click's time is the open's.
        (participant("a", [.opened: 7_300, .clicked: 3_599]), "a@example.org"),
        // A click without an open implies one, at the same time.
        (participant("b", [.clicked: 3_600]), "b@example.org"),
        // No time of the open, but of the click.
        (participant("c", [.opened: nil, .clicked: 604_799]), "c@example.com"),
        (participant("d", [.opened: 604_800]), "d@example.com"),
        (participant("e", [.opened: nil]), nil),
        // Dated before the sending.
        (participant("f", [.opened: -5]), "f@example.com"),
        (participant("g", [.opened: 10]), "g@example.com"), (participant("h", [.opened: 11]), "h@example.com"),
        (participant("i", [.bounced: 1]), "i@example.com"),
        (participant("j", [.unsubscribed: 7_200, .complained: nil]), "j@example.com"),
    ]

    private static func measure(_ rows: [(Participant, Person?)], sentAt: Timestamp? = sentAt) -> CampaignMeasurement {
        var measurer = CampaignMeasurer(sentAt: sentAt)
        for row in rows { measurer.add(row.0, person: row.1) }
        return measurer.measurement
    }

    @Test("an open's time is the earlier of the open's and the click's, a click's is its own")
    func hours() {
        let measurement = Self.measure(Self.rows)
        #expect(measurement.counts.opened == 8 && measurement.counts.clicked == 3 && measurement.counts.delivered == 9)
        // Hour 0: a, f, g, h; hour 1: b; hour 167: c; hour 168: d. e has no time.
        #expect(measurement.opens == HourCurve([0: 4, 1: 1, 167: 1, 168: 1]))
        #expect(measurement.opens.count(within: 1) == 4 && measurement.opens.count(within: 2) == 5)
        #expect(measurement.opens.count(within: 0) == 0 && measurement.opens.count(within: 720) == 7)
        #expect(measurement.clicks == HourCurve([0: 1, 1: 1, 167: 1]))
        #expect(measurement.untimed(.open) == 1 && measurement.untimed(.click) == 0)
        #expect(measurement.unsubscribes == HourCurve([2: 1]))
    }

    @Test("seven days end with hour 167, for all and for each mailbox provider")
    func sevenDays() throws {
        let measurement = Self.measure(Self.rows)
        #expect(measurement.countIn7Days(of: .open) == 6 && measurement.countIn7Days(of: .click) == 3)
        #expect(measurement.mailboxes.map(\.domain) == ["example.com", "example.org"])
        let com = try #require(measurement.mailboxes.first)
        #expect(com.counts.participants == 7 && com.counts.opened == 5 && com.counts.delivered == 6)
        #expect(com.rateIn7Days(.open) == Rate(4, of: 6) && com.rateIn7Days(.click) == Rate(1, of: 6))
    }

    @Test("opens within ten seconds of sending are likely automated")
    func automated() {
        // f is dated before the sending, g ten seconds after it; h is a second too late.
        #expect(Self.measure(Self.rows).automatedOpens == 2)
        // The participant's own sending time stands before the campaign's.
        var late = Self.participant("late", [.opened: 3_605])
        late.occurredAt[.sent] = Self.after(3_600)
        #expect(Self.measure([(late, nil)]).automatedOpens == 1)
        let opens = AutomatedOpens(2, opened: 8, delivered: 9)
        #expect(opens.with == Rate(8, of: 9) && opens.without == Rate(6, of: 9) && opens.isNotable)
        #expect(
            !AutomatedOpens(1, opened: 100, delivered: 200).isNotable && AutomatedOpens(2, opened: 199, delivered: 200).isNotable)
    }

    @Test("quarters of an hour tell the hours of the week of any zone")
    func hoursOfWeek() throws {
        let measurement = Self.measure(Self.rows)
        #expect(
            measurement.quarterHours.map(\.startsAt)
                == [
                    Self.after(-900), Self.after(0), Self.after(2_700), Self.after(3_600), Self.after(603_900),
                    Self.after(604_800),
                ])
        #expect(measurement.quarterHours.map(\.count) == [1, 2, 1, 1, 1, 1])
        // 1 October 2026 is a Thursday; Kathmandu is 5:45 ahead of UTC.
        let kathmandu = LocalCalendar(try #require(TimeZone(identifier: "Asia/Kathmandu")))
        let map = try #require(HeatMap.byCampaign(["a": measurement], in: kathmandu)["a"])
        #expect(map.opened[3][15] == 5 && map.opened[3][16] == 2 && map.totalOpened == 7)
        #expect(HeatMap.byCampaign(["a": measurement], in: .utc)["a"]?.opened[3][9] == 2)
    }

    @Test("without a sending time no hour is known")
    func withoutSendingTime() {
        let measurement = Self.measure(Self.rows, sentAt: nil)
        #expect(measurement.opens.total == 0 && measurement.untimed(.open) == 8 && !measurement.hasTimes(of: .open))
    }

    @Test("times are known where at most two in a hundred lack one")
    func times() {
        func opens(_ timed: Int, _ untimed: Int) -> Bool {
            CampaignBuilder("a", hoursAgo: 200).with {
                $0.opens = [0: timed]; $0.untimedOpens = untimed
            }.measurement
                .hasTimes(of: .open)
        }
        #expect(opens(98, 2) && !opens(97, 3) && opens(0, 0) && !opens(0, 1) && !opens(48, 1) && opens(49, 1))
    }

    @Test("it is the same in any order of rows, and after having been kept")
    func keeping() throws {
        let measurement = Self.measure(Self.rows)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 { #expect(Self.measure(Self.rows.shuffled(using: &random)) == measurement) }
        let rows = MeasuredRows(measurement, digests: [])
        #expect(try MeasuredRows(bytes: rows.bytes).campaign == measurement)
        #expect(HourCurve(hours: [1, 2], sums: [3]) == nil && HourCurve(hours: [2, 1], sums: [3, 4]) == nil)
    }

    // MARK: People

    private static func participation(
        _ id: CampaignID, day: Int64, contact: ContactID = "a", _ reports: [ReportKind: Int64?] = [:]
    ) -> Participation {
        var participant = Participant(contactID: contact, firstReported: FirstReported(.sent, run: 1))
        for (kind, after) in reports {
            participant.firstReported[kind] = 1
            if let after { participant.occurredAt[kind] = Self.after((day + after) * 86_400) }
        }
        return Participation(campaignID: id, sentAt: Self.after(day * 86_400), participant: participant)
    }

    private static func person(_ rows: [Participation], tracked: Set<CampaignID> = []) -> PersonMeasurement {
        PersonMeasurement(rows, tracked: tracked)
    }

    @Test("a person's campaigns count once, under however many contact ids")
    func oncePerCampaign() throws {
        let person = Self.person(
            [
                Self.participation("one", day: 0), Self.participation("one", day: 0, contact: "b", [.opened: 2]),
                Self.participation("two", day: 10, [.bounced: 0]),
                Self.participation("three", day: 20, [.opened: nil, .clicked: nil]),
            ], tracked: ["one", "two"])
        #expect(person.received == 3 && person.opened == 2 && person.clicked == 1 && !person.isSilent)
        #expect(person.trackedReceived == 1 && person.recentReceived == 3 && person.recentEngaged == 2)
        #expect(person.lastOpenedAt == Self.after(2 * 86_400) && person.undatedSince == Self.after(20 * 86_400))
        #expect(person.sent == [MonthSpan(first: Self.after(0), last: Self.after(20 * 86_400))])
    }

    @Test("whoever unsubscribed or complained has left; a bounce lasts until something gets through")
    func leaving() {
        let bounced = Self.person([
            Self.participation("one", day: 0), Self.participation("two", day: 10, [.bounced: 0]),
            Self.participation("three", day: 20, [.bounced: 0]), Self.participation("four", day: 30),
        ])
        #expect(!bounced.hadLeft(by: Self.after(9 * 86_400)) && bounced.hadLeft(by: Self.after(10 * 86_400)))
        #expect(bounced.hadLeft(by: Self.after(29 * 86_400)) && !bounced.hadLeft(by: Self.after(30 * 86_400)))
        let unsubscribed = Self.person([
            Self.participation("one", day: 0, [.unsubscribed: 3]), Self.participation("two", day: 40, [.complained: nil]),
        ])
        #expect(!unsubscribed.hadLeft(by: Self.after(2 * 86_400)) && unsubscribed.hadLeft(by: Self.after(3 * 86_400)))
        let undated = Self.person([Self.participation("two", day: 40, [.complained: nil])])
        #expect(!undated.hadLeft(by: Self.after(39 * 86_400)) && undated.hadLeft(by: Self.after(40 * 86_400)))
    }

    @Test("the spans of months answer for any moment whether anything lies in the 90 or 180 days before it")
    func spans() {
        var random = SeededGenerator(seed: 90)
        for _ in 0..<300 {
            let times = (0..<random.int(1...12)).map { _ in
                Self.after(Int64(random.int(0...400)) * 86_400 + Int64(random.int(0...86_399)))
            }
            let spans = MonthSpan.spans(of: times)
            for _ in 0..<20 {
                let moment = Self.after(Int64(random.int(0...600)) * 86_400)
                for days in [Int64(90), 180] {
                    let isIn = { (time: Timestamp) in time <= moment && moment.seconds - time.seconds <= days * 86_400 }
                    #expect(spans.newest(upTo: moment).map(isIn) ?? false == times.contains(where: isIn))
                }
            }
        }
    }
}
