import Engagement
import Testing

@testable import Metrics

@Suite("Next steps")
struct NextStepTests {
    private static let end = CampaignBuilder.start

    private static func audience(silent: Int = 0, lapsing: Int = 0) -> Audience {
        let history = CampaignBuilder.history(8, opens: { _ in 50 })
        let ids = history.map(\.id)
        var audience = Audience(campaigns: history.campaigns, end: end, in: .utc)
        func person(_ opened: Timestamp?) -> PersonMeasurement {
            let rows = history.map { campaign in
                var participant = Participant(contactID: "x", firstReported: FirstReported(.sent, run: 1))
                if let opened, campaign.id == "h0" {
                    participant.firstReported[.opened] = 1
                    participant.occurredAt[.opened] = opened
                }
                return Participation(campaignID: campaign.id, sentAt: campaign.sentAt, participant: participant)
            }
            return PersonMeasurement(rows, tracked: Set(ids))
        }
        for _ in 0..<silent { audience.add(person(nil)) }
        for _ in 0..<lapsing { audience.add(person(Timestamp(seconds: end.seconds - 100 * 86_400))) }
        for _ in 0..<5 { audience.add(person(Timestamp(seconds: end.seconds - 86_400))) }
        return audience
    }

    private static func steps(
        _ campaigns: [CampaignBuilder] = [], mailboxes: [MailboxHealth] = [], audience: Audience = audience()
    ) -> [NextStep] {
        NextSteps.steps(recent: campaigns.campaigns, all: campaigns.campaigns, mailboxes: mailboxes, audience: audience)
    }

    @Test("none, where nothing is the matter")
    func none() { #expect(Self.steps([CampaignBuilder("a", hoursAgo: 100)]).isEmpty) }

    /// Wilson's lower ends: 4 of 1,000 0.156 %, 3 of 1,000 0.102 %, 3 of 1,100 0.093 %, 10 of 1,000 0.544 %
    /// (SciPy 1.17.1, `binomtest(x, n).proportion_ci(0.95, 'wilson').low`).
    @Test("complaints over a line: at least three, and surely above it")
    func complaints() throws {
        func step(_ complained: Int, of delivered: Int, _ change: (inout CampaignBuilder) -> Void = { _ in }) -> NextStep? {
            Self.steps([
                CampaignBuilder("a", hoursAgo: 100).with {
                    $0.delivered = delivered; $0.complained = complained; change(&$0)
                }
            ]).first
        }
        #expect(step(3, of: 1_000)?.rule == .complaints(Rate(3, of: 1_000), line: 0.001))
        #expect(
            step(3, of: 1_100) == nil && step(2, of: 100) == nil
                && step(4, of: 1_000)?.rule == .complaints(Rate(4, of: 1_000), line: 0.001))
        #expect(step(10, of: 1_000)?.rule == .complaints(Rate(10, of: 1_000), line: 0.003))
        #expect(
            step(10, of: 1_000) { $0.isExcluded = true } == nil
                && step(10, of: 1_000) { $0.states = [.complained: .notYet] } == nil)
        let text = try #require(step(10, of: 1_000))
        #expect(text.finding == "10 people of 1,000 complained in the last 30 days (1.0%), above the line of 0.30%.")
        #expect(text.source?.url?.hasPrefix("https://") == true && text.download == .campaigns && text.rule.isProblem)
    }

    @Test("hard bounces over a line, as the summaries count them")
    func hardBounces() {
        func rule(_ hard: Int, soft: Int = 0) -> NextStep.Rule? {
            Self.steps([
                CampaignBuilder("a", hoursAgo: 100).with {
                    $0.summary = Summary(sent: 1_000, bouncedHard: hard, bouncedSoft: soft)
                }
            ]).first?.rule
        }
        #expect(
            rule(40) == .hardBounces(Rate(40, of: 1_000), line: 0.02) && rule(80) == .hardBounces(Rate(80, of: 1_000), line: 0.05)
        )
        #expect(rule(25, soft: 100) == nil)
    }

    @Test("data that does not match")
    func mismatch() {
        let steps = Self.steps([
            CampaignBuilder("a", hoursAgo: 100).with { $0.states = [.opened: .short] }, CampaignBuilder("b", hoursAgo: 99),
        ])
        #expect(steps.map(\.rule) == [.mismatch(campaigns: 1)])
        #expect(steps[0].finding == "The numbers of 1 campaign do not match EmailOctopus.")
    }

    @Test("people who never engaged, and people who are lapsing")
    func people() {
        let steps = Self.steps(audience: Self.audience(silent: 5, lapsing: 2))
        #expect(steps.map(\.rule) == [.neverEngaged(people: 5, share: Rate(40, of: 96)), .lapsing(people: 2)])
        #expect(
            steps[0].finding
                == "5 people have never opened or clicked anything, though 6 or more campaigns reached them: 41.7% of each mailing on average."
        )
        #expect(steps[1].finding == "2 people last opened or clicked 91 to 180 days ago and have not since.")
        #expect(
            steps[0].download == .segment(.neverEngaged) && steps[1].download == .segment(.lapsing) && !steps[1].rule.isProblem)
        #expect(
            Self.steps(audience: Self.audience(lapsing: 1))[0].finding
                == "1 person last opened or clicked 91 to 180 days ago and has not since.")
    }

    @Test("at most three, problems first")
    func most() {
        let bad = CampaignBuilder("a", hoursAgo: 100).with {
            $0.complained = 10
            $0.summary = Summary(sent: 1_000, bouncedHard: 80)
            $0.states = [.opened: .short]
        }
        let steps = Self.steps([bad], audience: Self.audience(silent: 5, lapsing: 2))
        #expect(steps.count == 3 && steps.allSatisfy(\.rule.isProblem))
    }

    @Test("a mailbox provider below its usual is named with its numbers")
    func mailbox() throws {
        func mailbox(_ domain: String, _ delivered: Int, _ opened: Int) -> MailboxMeasurement {
            MailboxMeasurement(
                domain: domain, counts: Counts(participants: delivered, sent: delivered, opened: opened), openedIn7Days: opened,
                clickedIn7Days: 0)
        }
        let history = CampaignBuilder.history(14, opens: { 50 + $0 % 5 }).enumerated().map { place, builder in
            builder.with { $0.mailboxes = ["a.example", "b.example"].map { mailbox($0, 100, place < 2 ? 5 : 10 + place % 3) } }
        }
        let step = try #require(Self.steps(mailboxes: MailboxHealth.all(history.campaigns)).first)
        #expect(step.rule == .mailboxBelowUsual(domains: ["a.example", "b.example"]))
        #expect(
            step.finding == """
                Fewer people at a.example opened the last two campaigns than usual there: 5.0% of the last one within 7 days, usually \
                10.0–12.0%. The same holds for b.example.
                """)
    }
}
