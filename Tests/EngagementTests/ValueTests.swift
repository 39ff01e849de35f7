import Engagement
import Foundation
import TestSupport
import Testing

@Suite("Values that stores and files keep")
struct ValueTests {
    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test("campaigns, runs, certificates and reconciliations survive as JSON")
    func areCodable() throws {
        var record = StoreSamples.record(1, sentOn: 3)
        record.summary = Summary(sent: 5, bouncedHard: 1, bouncedSoft: 2)
        record.links = [LinkClicks(url: "https://example.com/?a=\"b\"", total: 2, unique: 1)]
        #expect(try roundTrip(record) == record)
        var run = StoreSamples.run(day: 2)
        (run.totals, run.gained) = (Totals(campaigns: 1, counts: Counts(participants: 3)), [.opened: 4, .sent: 1])
        #expect(try roundTrip(run) == run)
        let certificate = StoreSamples.certificate(1, .clicked, run: 3, ending: .broken)
        #expect(try roundTrip(certificate) == certificate)
        let reconciliation = AccountReconciliation(
            campaigns: [
                CampaignReconciliation(
                    campaignID: "c",
                    kinds: [
                        KindReconciliation(
                            kind: .opened, state: .moving, stored: 4, walked: 5, expected: 3...6,
                            certificate: certificate)
                    ])
            ], tripwires: [Tripwire(campaignID: nil, message: "m")])
        #expect(try roundTrip(reconciliation) == reconciliation)
    }

    @Test("a campaign's status is a word in lower case, known or not")
    func readsStatuses() throws {
        #expect(Campaign.Status(rawValue: "SENT") == .sent)
        #expect(Campaign.Status(rawValue: "Paused").rawValue == "paused")
        #expect(
            Campaign.Status.sending.hasReports && !Campaign.Status.draft.hasReports && !Campaign.Status.error.hasReports
        )
        #expect(try roundTrip(StoreSamples.record(1, sentOn: nil)).campaign.status == .draft)
    }

    @Test("campaigns are ordered by sending time, unsent ones last, then by id")
    func ordersCampaigns() {
        func campaign(_ id: String, _ sentAt: Int64?) -> Campaign {
            Campaign(id: id, name: nil, status: .sent, sentAt: sentAt.map(Timestamp.init(seconds:)))
        }
        let ordered = [
            campaign("z", -5), campaign("a", 3), campaign("b", 3), campaign("é", 3), campaign("A", nil),
            campaign("a", nil),
        ]
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20 { #expect(ordered.shuffled(using: &random).sorted() == ordered) }
    }

    @Test("a campaign is called by its name, else its subject, else its id")
    func namesCampaigns() {
        #expect(Campaign(id: "i", name: "n", subject: "s", status: .sent).title == "n")
        #expect(Campaign(id: "i", name: "", subject: "s", status: .sent).title == "s")
        #expect(Campaign(id: "i", name: nil, status: .sent).title == "i")
        let nameless = Campaign(id: "i", name: " \u{A0}", subject: "\u{200B}", status: .sent)
        #expect(nameless.title == "i" && nameless.shownSubject == nil)
        #expect(Campaign(id: "i", name: "\u{2800}", subject: "s", status: .sent).title == "s")
        #expect(Campaign(id: "i", name: "n", subject: "s", status: .sent).shownSubject == "s")
        #expect(ContactList(id: "i", name: "\u{3164}").title == "i" && ContactList(id: "i", name: "n").title == "n")
    }

    @Test("counts add up, and delivered is never negative")
    func countsAddUp() {
        let (a, b) = (
            Counts(
                participants: 9, sent: 8, opened: 7, openedReported: 6, clicked: 5, engaged: 7, bounced: 3,
                complained: 2, unsubscribed: 1),
            Counts(
                participants: 1, sent: 1, opened: 1, openedReported: 1, clicked: 1, engaged: 1, bounced: 1,
                complained: 1, unsubscribed: 1)
        )
        let sum = a + b
        #expect(
            sum
                == Counts(
                    participants: 10, sent: 9, opened: 8, openedReported: 7, clicked: 6, engaged: 8, bounced: 4,
                    complained: 3, unsubscribed: 2))
        #expect(a + Counts() == a)
        #expect(sum.delivered == 5)
        #expect(Counts(sent: 1, bounced: 2).delivered == 0)
        #expect(ReportKind.allCases.map(sum.reported) == [9, 7, 6, 4, 3, 2])
    }

    @Test("a campaign's reconciliation is as bad as its worst report")
    func reconciles() {
        func state(_ states: KindReconciliation.State...) -> KindReconciliation.State {
            CampaignReconciliation(
                campaignID: "c", kinds: states.map { KindReconciliation(kind: .opened, state: $0, stored: 0) }
            ).state
        }
        #expect(state(.exact, .short, .retained) == .short)
        #expect(state(.exact, .exact) == .exact)
        #expect(state(.moving, .notYet) == .moving)
        var short = KindReconciliation(kind: .opened, state: .short, stored: 1)
        #expect(short.contradicts)
        short.isAccepted = true
        #expect(!short.contradicts)
        #expect(!AccountReconciliation().contradicts)
        #expect(AccountReconciliation(tripwires: [Tripwire(message: "m")]).contradicts)
    }

    @Test("a report's place is fixed")
    func ordersReports() {
        #expect(ReportKind.allCases.map(\.index) == [0, 1, 2, 3, 4, 5])
        #expect(
            ReportKind.allCases.map(\.rawValue) == [
                "sent", "opened", "clicked", "bounced", "complained", "unsubscribed",
            ])
        #expect(ReportKind.allCases.sorted() == ReportKind.allCases)
    }
}
