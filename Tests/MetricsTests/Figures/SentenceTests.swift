import Engagement
import Foundation
import Testing

@testable import Metrics

@Suite("The sentence")
struct SentenceTests {
    /// Thirty campaigns of which 1.3 to 2.8 % had opened within an hour, and one in a thousand had clicked.
    private static let history = CampaignBuilder.history(
        30, delivered: 2_000, opens: { [26, 30, 34, 38, 42, 46, 50, 54, 56][$0 % 9] }, clicks: { _ in 2 })

    private static func text(
        _ history: [CampaignBuilder] = history, zone: String = "UTC", year: Int = 2026,
        _ change: (inout CampaignBuilder) -> Void = { _ in }
    ) throws -> String {
        var builder = CampaignBuilder("new", hoursAgo: 15)
        builder.delivered = 1_714
        builder.bounced = 30
        builder.opens = [0: 34]
        builder.clicks = [2: 3]
        builder.unsubscribes = [1: 1]
        change(&builder)
        let campaign = builder.campaign
        let verdicts = CampaignVerdicts(of: campaign, among: history.campaigns + [campaign])
        let calendar = LocalCalendar(try #require(TimeZone(identifier: zone)))
        let sentence = CampaignSentence(campaign, verdicts, name: "Warm floors", in: calendar, year: year)
        #expect(sentence.name == "Warm floors" && sentence.text == "Warm floors" + sentence.rest)
        return sentence.text
    }

    @Test("of a young campaign")
    func young() throws {
        #expect(
            try Self.text() == """
                Warm floors reached 1,714 people on Sun 1 Nov, 15:00. After 15 hours 2.0% had opened, as usual at that age \
                (1.3–2.8%); 3 had clicked, 1 unsubscribed.
                """)
    }

    @Test("with the time of the zone, and the year where it is another one")
    func time() throws {
        #expect(try Self.text(zone: "America/New_York").contains("on Sun 1 Nov, 10:00."))
        #expect(try Self.text(zone: "Pacific/Auckland").contains("on Mon 2 Nov, 04:00."))
        #expect(try Self.text(year: 2027).contains("on Sun 1 Nov 2026, 15:00."))
        #expect(try Self.text { $0.sentAt = SampleAccount.time("2026-11-01T04:07:59Z") }.contains("on Sun 1 Nov, 04:07."))
    }

    @Test("outside of the usual range, but not surely so")
    func withinChance() throws {
        let text = try Self.text {
            $0.delivered = 600
            $0.opens = [0: 18]
        }
        #expect(text.contains("After 15 hours 3.0% had opened, no clear difference from usual at that age (1.3–2.8%); "))
    }

    @Test("higher, lower, and a verdict of the clicks")
    func verdicts() throws {
        #expect(
            try Self.text { $0.opens = [0: 90] }.contains(
                "After 15 hours 5.3% had opened, higher than usual at that age (1.3–2.8%); "))
        #expect(
            try Self.text { $0.opens = [0: 5] }.contains(
                "After 15 hours 0.29% had opened, lower than usual at that age (1.3–2.8%); "))
        #expect(
            try Self.text {
                $0.clicks = [0: 20]; $0.unsubscribes = [0: 1_200]
            }
            .hasSuffix("; 1.2% had clicked, higher than usual (0.10–0.10%); 1,200 unsubscribed."))
    }

    @Test("ages are exact, and end with 30 days")
    func ages() throws {
        func span(_ hours: Double) throws -> String {
            let text = try Self.text([]) {
                $0.sentAt = CampaignBuilder("", hoursAgo: hours).sentAt; $0.opens = [0: 200]; $0.clicks = [0: 50]
            }
            return text.components(separatedBy: ". ")[1]
        }
        #expect(try span(1) == "After 1 hour 11.7% had opened, 2.9% had clicked, nobody unsubscribed")
        #expect(try span(47.9).hasPrefix("After 47 hours 11.7% had opened, 2.9% had clicked, 1 unsubscribed"))
        #expect(try span(48).hasPrefix("After 2 days 11.7%") && span(73).hasPrefix("After 3 days and 1 hour 11.7%"))
        #expect(try span(719.9).hasPrefix("After 29 days and 23 hours 11.7% had opened"))
        #expect(try span(720) == "In 30 days 11.7% opened, 2.9% clicked, 1 unsubscribed")
        #expect(try span(9_000) == span(720))
        let young = try Self.text { $0.sentAt = CampaignBuilder("", hoursAgo: 230).sentAt }
        #expect(young.contains("After 9 days and 14 hours 2.0% had opened, as usual at that age"))
    }

    @Test("In 30 days … as usual")
    func month() throws {
        let old = Self.history.map { $0.with { $0.sentAt = $0.sentAt.map { Timestamp(seconds: $0.seconds - 3_000 * 3_600) } } }
        #expect(
            try Self.text(old) { $0.sentAt = CampaignBuilder("", hoursAgo: 800).sentAt }
                .hasSuffix("In 30 days 2.0% opened, as usual (1.3–2.8%); 3 clicked, 1 unsubscribed."))
    }

    @Test("too early to compare")
    func tooEarly() throws {
        #expect(
            try Self.text { $0.sentAt = CampaignBuilder("", hoursAgo: 0.9).sentAt } == """
                Warm floors reached 1,714 people on Mon 2 Nov, 05:06. Less than an hour had passed at this update, which is too early \
                to compare.
                """)
        #expect(try Self.text { $0.status = .sending } == "Warm floors is still being sent.")
    }

    @Test("too few campaigns to compare with")
    func tooFew() throws {
        func ending(_ count: Int) throws -> String {
            try Self.text(Array(Self.history.prefix(count))).components(separatedBy: "1 unsubscribed. ")[1]
        }
        #expect(try ending(0) == "There is no earlier campaign to compare with; 10 are needed.")
        #expect(try ending(1) == "There is only 1 earlier campaign to compare with; 10 are needed.")
        #expect(try ending(9) == "There are only 9 earlier campaigns to compare with; 10 are needed.")
        #expect(try Self.text(Array(Self.history.prefix(10))).hasSuffix("1 unsubscribed."))
    }

    @Test("of fewer than 30 people, of one, of nobody")
    func small() throws {
        let few = try Self.text([]) {
            $0.delivered = 3; $0.opens = [0: 2]; $0.clicks = [:]; $0.unsubscribes = [:]
        }
        #expect(
            few.contains("reached 3 people")
                && few.contains("After 15 hours 2 of 3 had opened, 0 of 3 had clicked, nobody unsubscribed."))
        let one = try Self.text {
            $0.delivered = 1; $0.opens = [:]; $0.clicks = [:]; $0.unsubscribes = [:]
        }
        #expect(
            one.contains("reached 1 person on")
                && one.contains("After 15 hours nobody had opened, nobody had clicked, nobody unsubscribed."))
        #expect(
            try Self.text {
                $0.delivered = 0; $0.opens = [:]; $0.clicks = [:]; $0.unsubscribes = [:]
            }
                == "Warm floors reached nobody on Sun 1 Nov, 15:00.")
    }

    @Test("where something is unknown it says why")
    func unknown() throws {
        #expect(
            try Self.text { $0.refused = [.opened] }
                .hasSuffix("After 15 hours 3 had clicked, 1 unsubscribed. How many opened is not known: open tracking was off."))
        #expect(
            try Self.text { $0.states = [.clicked: .short] }.hasSuffix(
                "(1.3–2.8%); 1 unsubscribed. How many clicked is not known: EmailOctopus counts 43 clicks, and 3 could be read."))
        #expect(
            try Self.text { $0.refused = [.opened, .clicked] }.hasSuffix(
                "After 15 hours 1 had unsubscribed. How many opened is not known: open tracking was off. How many clicked is not known: "
                    + "click tracking was off."))
        #expect(
            try Self.text { $0.states = [.bounced: .short] }
                == "Warm floors was sent on Sun 1 Nov, 15:00. How many people it reached is not known: EmailOctopus counts 70 bounces, and "
                + "30 could be read.")
        #expect(
            try Self.text { $0.states = [.unsubscribed: .incomplete] }
                .hasSuffix(
                    "; 3 had clicked. How many unsubscribed is not known: the unsubscriptions were not read completely (1 of 1).")
        )
        #expect(
            try Self.text {
                $0.opens = [:]; $0.sentAt = CampaignBuilder("", hoursAgo: 168).sentAt
            }
            .hasSuffix("After 7 days 3 had clicked, 1 unsubscribed. Nobody opened it (was open tracking on?)."))
    }

    @Test("without times it gives the rate as it stands")
    func withoutTimes() throws {
        #expect(
            try Self.text {
                $0.opens = [:]; $0.untimedOpens = 70
            }.hasSuffix(
                "After 15 hours 3 had clicked, 1 unsubscribed. So far 4.1% opened, which can't be compared at the same age: EmailOctopus "
                    + "gives no times of opens."))
        #expect(
            try Self.text {
                $0.untimedOpens = 70; $0.sentAt = CampaignBuilder("", hoursAgo: 168).sentAt
            }.hasSuffix(
                "In all 6.1% opened, which can't be compared at the same age: EmailOctopus gives no time for 70 of 104 opens."))
        #expect(
            try Self.text {
                $0.sentAt = nil; $0.opens = [:]; $0.untimedOpens = 70
            }
                == "Warm floors reached 1,714 people. In all 1 had unsubscribed. In all 4.1% opened, which can't be compared at the same "
                + "age: EmailOctopus gives no sending time. In all 0.18% clicked, which can't be compared at the same age: EmailOctopus gives no "
                + "sending time.")
    }

    @Test("who unsubscribed later is not in it; without their times all are")
    func unsubscribed() throws {
        #expect(try Self.text { $0.unsubscribes = [14: 2, 15: 5] }.hasSuffix("3 had clicked, 2 unsubscribed."))
        #expect(
            try Self.text {
                $0.unsubscribes = [14: 2]; $0.untimedUnsubscribes = 5
            }.hasSuffix("3 had clicked, 7 unsubscribed."))
    }
}
