import Engagement
import Foundation
import TestSupport
import Testing

@testable import Metrics

@Suite("Verdicts")
struct VerdictTests {
    /// Thirty mature campaigns with 1.0 to 3.9 % opened in the first hour.
    private static let history = CampaignBuilder.history(30, opens: { 10 + $0 })

    private static func young(_ change: (inout CampaignBuilder) -> Void = { _ in }) -> CampaignBuilder {
        var builder = CampaignBuilder("new", hoursAgo: 15)
        builder.opens = [0: 20]
        builder.clicks = [0: 10]
        change(&builder)
        return builder
    }

    private static func verdicts(
        _ change: (inout CampaignBuilder) -> Void = { _ in }, history: [CampaignBuilder] = history
    ) -> CampaignVerdicts {
        let campaign = young(change).campaign
        return CampaignVerdicts(of: campaign, among: history.campaigns + [campaign])
    }

    // MARK: Age

    @Test("age is in full hours, compared up to 720, and mature from 7 days on")
    func age() {
        func age(_ seconds: Int64) -> Age { Age(of: Timestamp(seconds: 0), at: Timestamp(seconds: seconds)) }
        #expect(age(3_599).hours == 0 && age(3_600).hours == 1 && age(7_199).hours == 1)
        #expect(!age(7 * 86_400 - 1).isMature && age(7 * 86_400).isMature)
        #expect(age(720 * 3_600 - 1).comparing == 719 && age(720 * 3_600).comparing == 720 && age(900 * 3_600).comparing == 720)
        #expect(age(-5).hours == 0)
    }

    @Test("what came after the comparing age is not in the rate, nor is what came after 30 days")
    func comparingAge() {
        #expect(Self.verdicts { $0.opens = [14: 20, 15: 9] }.open.rate == Rate(20, of: 1_000))
        let old = CampaignBuilder("old", hoursAgo: 900).with { $0.opens = [719: 20, 720: 9] }.campaign
        #expect(CampaignVerdicts(of: old, among: [old]).open.rate == Rate(20, of: 1_000))
    }

    // MARK: States

    @Test("below one full hour it is too early")
    func tooEarly() {
        func state(_ seconds: Int64) -> Verdict.State {
            Self.verdicts { $0.sentAt = Timestamp(seconds: CampaignBuilder.start.seconds - seconds) }.open.state
        }
        #expect(state(3_599) == .tooEarly && state(3_600) == .usual && state(-60) == .tooEarly)
        #expect(Self.verdicts { $0.sentAt = CampaignBuilder.start }.open.value == nil)
    }

    @Test("a rate that is not known has no verdict, and says why")
    func unknown() {
        func reason(_ change: (inout CampaignBuilder) -> Void) -> UnknownReason? {
            let verdict = Self.verdicts(change).open
            #expect(verdict.state == .unknown && verdict.value == nil && verdict.usual == nil && verdict.peers == nil)
            return verdict.reason
        }
        #expect(reason { $0.status = .sending } == .beingSent)
        #expect(reason { $0.sentAt = nil } == .noSendingTime)
        #expect(reason { $0.refused = [.opened] } == .refused(.opened))
        #expect(
            reason {
                $0.refused = [.opened]; $0.states = [.opened: .unproven]
            } == .refused(.opened))
        #expect(reason { $0.states = [.opened: .notYet] } == .notAvailable(.opened))
        #expect(reason { $0.states = [.opened: .short] } == .missingRows(.opened, read: 20, expected: 60))
        #expect(reason { $0.states = [.opened: .over] } == .extraRows(.opened, read: 20, expected: 19))
        #expect(reason { $0.states = [.opened: .incomplete] } == .incomplete(.opened, read: 20, expected: 20))
        for kind in [ReportKind.sent, .bounced] {
            for state in [KindReconciliation.State.short, .over, .incomplete] {
                #expect(Self.verdicts { $0.states = [kind: state] }.open.state == .unknown)
                #expect(Self.verdicts { $0.states = [kind: state] }.click.state == .unknown)
            }
        }
        #expect(
            reason {
                $0.opens = [0: 20]; $0.untimedOpens = 1
            } == .withoutTimes(.open, untimed: 1, of: 21))
        #expect(
            reason {
                $0.delivered = 0; $0.opens = [:]
            } == .nothingDelivered)
        #expect(reason { $0.delivered = 10 } == .contradiction)
    }

    @Test("reports that a rate is not made of do not touch it")
    func otherReports() {
        for kind in [ReportKind.clicked, .complained, .unsubscribed] {
            #expect(Self.verdicts { $0.states = [kind: .short] }.open.state == .usual)
        }
        #expect(Self.verdicts { $0.states = [.opened: .short] }.click.state == .usual)
        #expect(Self.verdicts { $0.states = [.opened: .unproven, .sent: .moving, .bounced: .retained] }.open.state == .usual)
        #expect(Self.verdicts { $0.isCompared = false }.open.state == .usual)
    }

    @Test("a difference that was accepted is still a difference")
    func accepted() {
        let kinds = [KindReconciliation(kind: .opened, state: .short, stored: 20, expected: 60...60, isAccepted: true)]
        let campaign = MeasuredCampaign(
            Self.young().campaign.record, Self.young().measurement,
            reconciliation: CampaignReconciliation(campaignID: "new", kinds: kinds), isExcluded: false,
            start: CampaignBuilder.start)
        #expect(campaign.finalRate(.open) == nil)
    }

    @Test("nobody of at least 300 in a mature campaign: 0 is shown, but is no verdict and no peer")
    func doubtfulZero() {
        func campaign(_ delivered: Int, hoursAgo: Double) -> MeasuredCampaign {
            CampaignBuilder("zero", hoursAgo: hoursAgo).with { $0.delivered = delivered }.campaign
        }
        func reason(_ campaign: MeasuredCampaign) -> UnknownReason? {
            CampaignVerdicts(of: campaign, among: Self.history.campaigns + [campaign]).open.reason
        }
        let zero = campaign(300, hoursAgo: 168)
        #expect(reason(zero) == .doubtfulZero(.open) && zero.finalRate(.open) == Rate(0, of: 300))
        #expect(reason(campaign(299, hoursAgo: 168)) == nil && reason(campaign(300, hoursAgo: 167)) == nil)
        #expect(Peers(of: Self.young().campaign, among: [zero], .open).campaigns.isEmpty)
    }

    @Test("with nine peers there are too few, with ten not")
    func peers() {
        #expect(Self.verdicts(history: Array(Self.history.prefix(9))).open.state == .tooFew)
        let nine = Self.verdicts(history: Array(Self.history.prefix(9))).open
        #expect(nine.peers == 9 && nine.usual == nil && nine.value == 0.02 && !nine.hasTooFewResponses)
        #expect(Self.verdicts(history: Array(Self.history.prefix(10))).open.usual?.peers == 10)
        #expect(Self.verdicts(history: []).open.peers == 0)
    }

    @Test("with fewer than 5 expected and fewer than 5 own responses there are too few")
    func events() {
        // The peers' median is 0.5 % of clicks: of 980 delivered 4.9 are expected.
        let history = CampaignBuilder.history(30, opens: { 10 + $0 }, clicks: { _ in 5 })
        func click(_ delivered: Int, _ clicks: Int) -> Verdict {
            Self.verdicts(
                {
                    $0.delivered = delivered; $0.clicks = [0: clicks]
                }, history: history
            ).click
        }
        #expect(click(980, 4).state == .tooFew && click(980, 4).hasTooFewResponses && click(980, 4).usual != nil)
        #expect(click(980, 5).state != .tooFew && click(1_000, 4).state != .tooFew && click(1_000, 0).state != .tooFew)
    }

    /// The usual range of the 30 peers (1.0, 1.1 … 3.9 % opened) is from rank 1.55 to rank 29.45, 1.055 to 3.845 %, the median 2.45 %
    /// (`numpy.quantile(x, p, method='weibull')`).
    @Test("higher and lower lie outside of the usual range, and their own interval excludes the median")
    func outside() throws {
        let usual = try #require(Self.verdicts().open.usual)
        #expect(abs(usual.low - 0.01055) < 1e-12 && abs(usual.high - 0.03845) < 1e-12 && abs(usual.median - 0.0245) < 1e-12)
        func state(_ opened: Int, of delivered: Int) -> Verdict.State {
            Self.verdicts {
                $0.opens = [0: opened]; $0.delivered = delivered
            }.open.state
        }
        #expect(state(39, of: 1_000) == .higher && state(38, of: 1_000) == .usual)
        #expect(state(10, of: 1_000) == .lower && state(11, of: 1_000) == .usual)
        // Outside of the range, but of 300 so few that chance explains it: Wilson's intervals of 12 and 3 of 300 are
        // 2.30–6.86 % and 0.34–2.90 % (SciPy 1.17.1, `binomtest(x, 300).proportion_ci(0.95, 'wilson')`) and hold 2.45 %.
        #expect(state(12, of: 300) == .usual && state(3, of: 300) == .usual)
    }

    // MARK: Peers

    @Test("peers are the 30 newest of the same set of lists that were sent before")
    func sameLists() {
        let same = CampaignBuilder.history(40, lists: ["b", "a"], opens: { 10 + $0 })
        let others = (0..<20).map { place in CampaignBuilder("o\(place)", hoursAgo: Double(place) * 24 + 30) }
        let later = CampaignBuilder("later", hoursAgo: 14).with { $0.lists = ["a", "b"] }
        let campaign = Self.young { $0.lists = ["a", "b", "a"] }.campaign
        let peers = Peers(of: campaign, among: (same + others + [later]).campaigns + [campaign], .open)
        #expect(peers.scope == .sameLists && peers.campaigns.map(\.id) == (0..<30).map { "h\($0)" })
    }

    @Test("with nine of the same lists the whole account stands in")
    func wholeAccount() {
        let same = CampaignBuilder.history(9, lists: ["a"], opens: { 10 + $0 })
        let others = (0..<40).map { place in
            CampaignBuilder("o\(place)", hoursAgo: Double(place) * 24 + 30).with {
                $0.lists = ["b"]; $0.opens = [0: 9]
            }
        }
        let campaign = Self.young { $0.lists = ["a"] }.campaign
        let peers = Peers(of: campaign, among: (same + others).campaigns, .open)
        #expect(peers.scope == .account && peers.campaigns.count == 30 && peers.campaigns[0].id == "o0")
        #expect(peers.campaigns.contains { $0.id == "h0" })
    }

    @Test("nobody's peer: excluded, fewer than 30 delivered, an unknown rate, unknown times, sent at the same time or later")
    func noPeer() {
        let campaign = Self.young().campaign
        let good = CampaignBuilder("peer", hoursAgo: 200).with {
            $0.opens = [0: 5]; $0.clicks = [0: 5]
        }
        func isPeer(_ response: ResponseKind = .open, _ change: (inout CampaignBuilder) -> Void) -> Bool {
            !Peers(of: campaign, among: [good.with(change).campaign], response).campaigns.isEmpty
        }
        #expect(isPeer { _ in } && isPeer { $0.delivered = 30 })
        #expect(!isPeer { $0.delivered = 29 } && !isPeer { $0.isExcluded = true } && !isPeer { $0.refused = [.opened] })
        #expect(isPeer(.click) { $0.refused = [.opened] } && !isPeer { $0.untimedOpens = 1 })
        #expect(isPeer(.click) { $0.untimedOpens = 1 } && !isPeer { $0.sentAt = nil })
        #expect(!isPeer { $0.sentAt = campaign.sentAt } && !isPeer { $0.status = .sending })
    }

    // MARK: Laws

    @Test("the peers are those that are found by asking every campaign, the newest first")
    func asked() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<40 {
            let all = (0..<random.int(0...60)).map { place in
                CampaignBuilder("c\(place)", hoursAgo: Double(random.int(0...40)) * 24 + 200).with {
                    $0.lists = random.pick([["a"], ["b"], ["a", "b"]])
                    $0.delivered = random.pick([29, 30, 1_000])
                    $0.opens = [0: random.int(0...5)]
                    $0.isExcluded = random.chance(5)
                    $0.refused = random.chance(10) ? [.opened] : []
                    if random.chance(5) { $0.sentAt = nil }
                }.campaign
            }.sorted()
            for campaign in all {
                let earlier = all.reversed().filter { other in
                    guard let own = campaign.sentAt, let sentAt = other.sentAt, sentAt < own else { return false }
                    return !other.isExcluded && other.delivered >= 30 && other.unknownReason(of: .open) == nil
                        && other.measurement.hasTimes(of: .open) && !other.isDoubtfulZero(.open)
                }
                let same = earlier.filter { $0.listKey == campaign.listKey }.prefix(30)
                let peers = Peers(of: campaign, among: all, .open)
                #expect(peers.scope == (same.count >= 10 ? .sameLists : .account))
                #expect(peers.campaigns.map(\.id) == (same.count >= 10 ? same : earlier.prefix(30)).map(\.id))
            }
        }
    }

    @Test("the verdict does not depend on the order of campaigns, and unknown ones never count")
    func laws() {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<40 {
            let history = (0..<random.int(5...45)).map { place in
                CampaignBuilder("h\(place)", hoursAgo: Double(random.int(16...2_000))).with {
                    $0.opens = [0: random.int(5...60), 20: random.int(0...20)]
                    $0.clicks = [0: random.int(0...20)]
                    $0.lists = random.chance(70) ? ["a"] : ["b"]
                }.campaign
            }
            let campaign = Self.young {
                $0.opens = [0: random.int(0...80)]; $0.lists = ["a"]
            }.campaign
            let verdicts = CampaignVerdicts(of: campaign, among: history + [campaign])
            #expect(CampaignVerdicts(of: campaign, among: (history + [campaign]).shuffled(using: &random)) == verdicts)
            let unknown = (0..<10).map { place in
                CampaignBuilder("u\(place)", hoursAgo: Double(random.int(16...2_000))).with {
                    $0.opens = [0: 900]
                    $0.lists = ["a"]
                    let state = random.pick([KindReconciliation.State.short, .over, .incomplete, .notYet])
                    $0.states = [random.pick([ReportKind.sent, .bounced]): state]
                }.campaign
            }
            #expect(CampaignVerdicts(of: campaign, among: history + unknown) == verdicts)
        }
    }

    /// Alike campaigns: each one's rate is drawn from the same distribution (10 to 20 % of 2,000 open), and each is judged by the 30
    /// before it. The expected share outside of the usual range is 10 %.
    @Test("of 2,000 alike campaigns about one in ten is called higher or lower, not more than one in seven")
    func simulation() {
        var random = SeededGenerator(seed: 2_000)
        let campaigns = (0..<2_030).map { place in
            var builder = CampaignBuilder("\(place)", hoursAgo: Double(place) + 721)
            builder.delivered = 2_000
            let rate = 0.1 + 0.1 * Double.random(in: 0...1, using: &random)
            builder.opens = [
                0: (0..<2_000).reduce(0) { sum, _ in sum + (Double.random(in: 0...1, using: &random) < rate ? 1 : 0) }
            ]
            return builder.campaign
        }.sorted()
        var called: [Verdict.State: Int] = [:]
        for place in 30..<campaigns.count {
            let peers = Peers(of: campaigns[place], among: Array(campaigns[(place - 30)...place]), .open)
            called[Verdict(campaigns[place], peers: peers).state, default: 0] += 1
        }
        let outside = (called[.higher] ?? 0) + (called[.lower] ?? 0)
        #expect(outside + (called[.usual] ?? 0) == 2_000)
        #expect(outside >= 140 && outside <= 260, "\(outside) of 2,000")
        #expect(outside * 7 <= 2_000)
        #expect((called[.higher] ?? 0) >= 50 && (called[.lower] ?? 0) >= 50)
    }

    /// Campaigns that differ by nothing but chance: the second condition calls fewer than one in twenty.
    @Test("where only chance tells campaigns apart, hardly one in twenty is called higher or lower")
    func chance() {
        var random = SeededGenerator(seed: 30)
        let campaigns = (0..<1_030).map { place in
            var builder = CampaignBuilder("\(place)", hoursAgo: Double(place) + 721)
            builder.opens = [0: (0..<1_000).reduce(0) { sum, _ in sum + (random.int(1...100) <= 5 ? 1 : 0) }]
            return builder.campaign
        }.sorted()
        let outside = (30..<campaigns.count).count { place in
            let peers = Peers(of: campaigns[place], among: Array(campaigns[(place - 30)...place]), .open)
            return [.higher, .lower].contains(Verdict(campaigns[place], peers: peers).state)
        }
        #expect(outside > 0 && outside * 20 <= 1_000 + 300, "\(outside) of 1,000")
    }

    // MARK: JSON

    @Test("in campaigns.json what is not known is null")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        func text(_ verdicts: CampaignVerdicts) throws -> String { String(decoding: try encoder.encode(verdicts), as: UTF8.self) }
        #expect(
            try text(Self.verdicts({ $0.refused = [.clicked] }, history: Array(Self.history.prefix(9)))) == """
                {"age_hours":15,"is_mature":false,"verdict":{"click":{"median":null,"peers":null,"state":"unknown",\
                "usual_high":null,"usual_low":null,"value":null},"open":{"median":null,"peers":9,"state":"too_few",\
                "usual_high":null,"usual_low":null,"value":0.02}}}
                """)
        #expect(try text(Self.verdicts { $0.sentAt = nil }).hasPrefix(#"{"age_hours":null,"is_mature":null,"verdict":"#))
        #expect(Verdict.State.allCases.map(\.rawValue) == ["too_early", "unknown", "too_few", "higher", "lower", "usual"])
    }

    // MARK: Bands and pairs

    @Test("the band behind a curve is what was usual hour by hour, as far as ten peers have come")
    func band() {
        let campaign = Self.young().campaign
        let young = (0..<5).map { CampaignBuilder("y\($0)", hoursAgo: 24 + Double($0)).with { $0.opens = [0: 10] } }
        let peers = Peers(of: campaign, among: (Self.history.prefix(9) + young).campaigns, .open)
        let band = UsualBand(peers, hours: [1, 24, 28, 29, 168])
        #expect(band.points.map(\.hours) == [1, 24, 28] && band.points.allSatisfy { $0.usual.peers >= 10 })
    }

    @Test("two campaigns are compared at the age that both have reached")
    func pair() throws {
        let young = Self.young { $0.opens = [0: 20, 14: 40] }.campaign
        let old = CampaignBuilder("old", hoursAgo: 900).with { $0.opens = [0: 20, 14: 5, 15: 300] }.campaign
        let pair = try #require(EqualAgeComparison(young, old, .open))
        #expect(pair.ageHours == 15 && pair.first == Rate(60, of: 1_000) && pair.second == Rate(25, of: 1_000))
        #expect(pair.difference?.value == 0.06 - 0.025 && pair.isClear)
        #expect(EqualAgeComparison(young, Self.young { $0.refused = [.opened] }.campaign, .open) == nil)
        #expect(EqualAgeComparison(young, CampaignBuilder("now", hoursAgo: 0.5).campaign, .open) == nil)
        #expect(try #require(EqualAgeComparison(young, young, .open)).isClear == false)
    }
}
