import EmailOctopus
import Engagement
import EngagementStore
import HTTP
import TestSupport
import Testing

@testable import Sync

/// Odd answers, over real HTTP into a real store, night after night.
@Suite("Odd answers", .timeLimit(.minutes(10)))
struct OddAnswerTests {
    private static let spring = OddAccount.springID

    // MARK: One bad element

    @Test("A report with a lost row is read twice, then settled until its summary moves", arguments: APIVersion.allCases)
    func partialReport(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.rows[Self.spring]?[.sent]?[103] = .element(nil)
        account.summaries[Self.spring] = OddAccount.summary(sent: 230)
        try await withOddNights(account, version) { (world: OddNights) async throws in
            let first = try await world.sync()
            #expect(first.run.state == .contradicted)
            #expect(
                first.problems == [
                    "“Spring”, report sent: 1 row could not be read: row 4 of page 2 is null. All others are kept."
                ])
            #expect(try await world.state(.sent) == .incomplete)
            #expect(try await world.store.counts(of: Self.spring).sent == 229)
            #expect(world.asked("sent") == 3, "it is not walked again in the same night")

            let second = try await world.sync()
            #expect(world.asked("sent") == 3)
            #expect(second.problems.isEmpty)
            #expect(try await world.state(.sent) == .short)

            let third = try await world.sync()
            #expect(world.asked("sent") == 0)
            #expect(third.run.state == .contradicted)
            try await world.store.accept(AcceptedDifference(campaignID: Self.spring, kind: .sent, difference: 1))
            #expect(try await world.sync().run.state == .proven)
            #expect(world.asked("sent") == 0)

            // One more person, one more lost row.
            let late = OddAccount.Row.contact(["id": "late", "email_address": "late@people.example"], at: nil)
            world.server.change { account in
                account.rows[Self.spring]?[.sent]?.append(late)
                account.summaries[Self.spring] = OddAccount.summary(sent: 231)
            }
            try await world.sync()
            #expect(world.asked("sent") == 3)
            #expect(try await world.store.counts(of: Self.spring).sent == 230)
        }
    }

    @Test("A lost row that the summary doesn't count alarms once")
    func surplusElement() async throws {
        var account = OddAccount.spring()
        account.rows[Self.spring]?[.opened]?.insert(.element([:]), at: 0)
        account.summaries[Self.spring] = OddAccount.summary(sent: 230)
        try await withOddNights(account) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .contradicted)
            #expect(try await world.sync().run.state == .proven)
            #expect(try await world.state(.opened) == .exact)
            #expect(try await world.sync().run.state == .proven)
            #expect(world.asked("opened") == 0)
            #expect(try await world.sync(full: true).run.state == .proven)
        }
    }

    @Test("What an earlier night has proven stays so when a row is lost later")
    func provenBefore() async throws {
        try await withOddNights(.spring()) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .proven)
            world.server.change { account in
                account.summaries[Self.spring] = OddAccount.summary(sent: 230)
                account.rows[Self.spring]?[.sent]?[3] = .element("?")
            }
            #expect(try await world.sync(full: true).problems.count == 1)
            #expect(try await world.sync(full: true).problems.isEmpty)
            #expect(try await world.state(.sent) == .retained)
            #expect(try await world.store.counts(of: Self.spring).sent == 230)
        }
    }

    @Test("A page that can't be read at all is asked for twice a night, not sixteen times", arguments: APIVersion.allCases)
    func unreadablePage(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.alter = { request, body in if request.report == "opened" { body["data"] = 7 } }
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .contradicted)
            #expect(world.asked("opened") == 2)
            #expect(try await world.store.counts(of: Self.spring).clicked == 12)
        }
    }

    @Test("Of a list of campaigns with a bad one, the others are read", arguments: APIVersion.allCases)
    func badCampaign(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.campaigns.insert(nil, at: 0)
        try await withOddNights(account, version) { (world: OddNights) async throws in
            for _ in 1...2 {
                let outcome = try await world.sync()
                #expect(outcome.run.state == .contradicted)
                #expect(
                    outcome.problems == [
                        "The list of the account's campaigns: 1 row could not be read: row 1 of page 1 is null. All others are kept."
                    ])
                #expect(try await world.store.counts(of: Self.spring).sent == 230)
            }
            // If it is the only one, that is no other account.
            world.server.change { $0.campaigns = [["id": nil]] }
            #expect(try await world.sync().run.state == .contradicted)
        }
    }

    @Test("Any mutation of one row keeps all other rows", arguments: 0..<12)
    func mutatedReport(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var account = OddAccount.spring(120, opened: 40, clicked: 5)
        let place = random.int(0...119)
        let odd: [JSONLiteral] = [nil, [:], [], 7, "?", true, ["contact": nil], ["contact_id": ["x"]], ["contact": ["id": nil]]]
        account.rows[Self.spring]?[.sent]?[place] = .element(random.pick(odd))
        account.summaries[Self.spring] = OddAccount.summary(sent: 120, opened: 40, clicked: 5)
        try await withOddNights(account, random.pick(APIVersion.allCases)) { (world: OddNights) async throws in
            try await world.sync()
            #expect(try await world.store.counts(of: Self.spring).sent == 119)
            #expect(try await world.state(.opened) == .exact)
        }
    }

    // MARK: Links

    @Test("Links are read until they are complete, and not once more", arguments: APIVersion.allCases)
    func lateLinks(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.links[Self.spring] = []
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .proven)
            world.server.change { $0.links[Self.spring] = [OddAccount.link("https://shop.example/a", total: 5)] }
            #expect(try await world.sync().run.state == .proven)
            #expect(world.asked("links") == 1)
            world.server.change { $0.links[Self.spring]?.append(OddAccount.link("https://shop.example/b", total: 7)) }
            try await world.sync()
            #expect(world.asked("links") == 1)
            #expect(try await world.record().links?.map(\.total) == [5, 7])
            try await world.sync()
            #expect(world.asked("links") == 0)
            try await world.sync(full: true)
            #expect(world.asked("links") == 1)
        }
    }

    @Test("Links that stay behind the summary are settled when two runs have read the same")
    func settledLinks() async throws {
        var account = OddAccount.spring()
        account.links[Self.spring] = [OddAccount.link("https://shop.example/a", total: 5)]
        try await withOddNights(account) { (world: OddNights) async throws in
            for expected in [1, 1, 0, 0] {
                #expect(try await world.sync().run.state == .proven)
                #expect(world.asked("links") == expected)
            }
            // A reading that has less doesn't take what is there.
            world.server.change { account in
                account.summaries[Self.spring] = OddAccount.summary(sent: 230, clicked: 13)
                account.links[Self.spring] = []
            }
            try await world.sync()
            #expect(world.asked("links") == 1)
            #expect(try await world.record().links?.map(\.total) == [5])
            world.server.change { $0.links[Self.spring] = [OddAccount.link("https://shop.example/a", total: 13)] }
            try await world.sync()
            #expect(try await world.record().links?.map(\.total) == [13])
        }
    }

    @Test("Rows of one URL are summed, however they come, and read until they are complete", arguments: 0..<6)
    func anyLinks(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rows = (0..<random.int(2...9)).map { _ in
            (url: "https://shop.example/\(random.int(1...4))", total: random.int(1...9))
        }
        let all = rows.reduce(0) { $0 + $1.total }
        var account = OddAccount.spring()
        account.summaries[Self.spring] = OddAccount.summary(sent: 230)
        account.summaries[Self.spring]?["clicked"] = ["total": JSONLiteral(all), "unique": 12]
        let listed = rows.map { OddAccount.link(.string($0.url), total: JSONLiteral($0.total)) }
        account.links[Self.spring] = Array(listed.dropLast())
        try await withOddNights(account, random.pick(APIVersion.allCases)) { (world: OddNights) async throws in
            try await world.sync()
            world.server.change { $0.links[Self.spring] = listed.reversed() }
            try await world.sync()
            #expect(world.asked("links") == 1)
            let sums = Dictionary(rows.map { ($0.url, $0.total) }, uniquingKeysWith: +)
            let stored = try await world.record().links ?? []
            #expect(Dictionary(uniqueKeysWithValues: stored.map { ($0.url, $0.total) }) == sums)
            try await world.sync()
            #expect(world.asked("links") == 0)
        }
    }

    @Test("A bad link is said once")
    func badLink() async throws {
        var account = OddAccount.spring()
        account.links[Self.spring] = [nil, OddAccount.link("https://shop.example/a", total: 12), ["url": nil]]
        try await withOddNights(account) { (world: OddNights) async throws in
            let outcome = try await world.sync()
            #expect(outcome.problems.count == 1 && outcome.problems[0].contains("row 1 of page 1 is null"))
            #expect(try await world.sync(full: true).run.state == .proven)
            #expect(try await world.record().links?.count == 1)
        }
    }

    // MARK: Bounds

    @Test("F19: A report that never ends is stopped, and asks for its summary once more", arguments: APIVersion.allCases)
    func endlessReport(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.alter = { request, body in
            guard request.report == "opened" else { return }
            let position = Int(request.query["starting_after"] ?? request.query["last"] ?? "0") ?? 0
            let rows = (position..<position + 100).map { number -> JSONLiteral in
                let id = JSONLiteral.string("endless-\(number)")
                return request.version == .v2 ? ["contact_id": id] : ["contact": ["id": id]]
            }
            let next = JSONLiteral.string("/x?status=opened&last=\(position + 100)&starting_after=\(position + 100)")
            body = ["data": .array(rows), "paging": ["next": request.version == .v2 ? ["url": next] : next]]
        }
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .contradicted)
            // 2 × 90 + 1,000 contacts.
            #expect(world.asked("opened") == 12)
            #expect(world.asked("summary") == 3)
            #expect(try await world.state(.opened) == .over)
            let certificate = try await world.store.certificates(of: 1).first { $0.kind == .opened }
            #expect(certificate?.ending == .unbounded)
        }
    }

    @Test("F20: A provider that refuses everybody ends the run, once and in one sentence")
    func throttled() async throws {
        var account = OddAccount.spring()
        account.reply = { request in
            request.report == nil || request.report == "summary"
                ? nil : OddServer.Reply(status: 429, headers: ["Retry-After": "60"], ["error": "Too many"])
        }
        try await withOddNights(account) { (world: OddNights) async throws in
            let outcome = try await world.sync(clock: ManualClock(skips: true))
            #expect(outcome.run.state == .contradicted)
            #expect(outcome.problems.count == 1 && outcome.problems[0].contains("12 pauses"))
            #expect(world.server.requests.count { $0.report != nil && $0.report != "summary" } <= 17)
        }
    }

    @Test("A quiet night asks for the listings and one summary a campaign, links or no links", arguments: APIVersion.allCases)
    func quietNight(version: APIVersion) async throws {
        var account = OddAccount.spring()
        account.addCampaign(2, "Summer", to: [], sentAt: "2026-11-02T10:00:00+00:00")
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .proven)
            #expect(try await world.sync().run.state == .proven)
            // Campaigns, lists, two summaries, and on v2 the contacts of one list in three statuses.
            #expect(world.server.requests.count == (version == .v2 ? 7 : 4))
        }
    }

    // MARK: Tripwires, bounces, statuses, ids

    @Test("Openers and clickers whom the campaign was never sent to trip the wire; few of them don't", arguments: [4, 5])
    func strangers(count: Int) async throws {
        var account = OddAccount.spring()
        for number in 0..<count {
            let stranger = account.addContact(1_000 + number)
            account.rows[Self.spring]?[.opened]?.append(.contact(stranger, at: nil))
        }
        try await withOddNights(account) { (world: OddNights) async throws in
            let outcome = try await world.sync()
            #expect(outcome.reconciliation.tripwires.count == (count < 5 ? 0 : 1))
            #expect(outcome.run.state == (count < 5 ? .proven : .contradicted))
            guard let alarm = outcome.reconciliation.tripwires.first else { return }
            #expect((alarm.campaignID, alarm.kind, alarm.difference) == (Self.spring, .opened, 5))
            try await world.store.accept(AcceptedDifference(campaignID: Self.spring, kind: .opened, difference: 5))
            #expect(try await world.sync().run.state == .proven)
        }
    }

    @Test("More than a hundredth, and at least five strangers, trip the wire, whatever the numbers", arguments: 0..<8)
    func anyStrangers(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let (people, strangers) = (random.int(20...900), random.int(1...14))
        let kind = random.pick([ReportKind.opened, .clicked])
        var account = OddAccount.spring(people, opened: 15, clicked: 3)
        for number in 0..<strangers {
            let stranger = account.addContact(1_000 + number)
            account.rows[OddAccount.springID]?[kind]?.append(.contact(stranger, at: nil))
        }
        try await withOddNights(account, random.pick(APIVersion.allCases)) { (world: OddNights) async throws in
            let found = try await world.sync().reconciliation.tripwires.map(\.kind)
            #expect(found == (strangers >= 5 && strangers * 100 > people ? [kind] : []), "\(strangers) of \(people)")
        }
    }

    @Test("A hundredth of those it was sent to may be strangers")
    func fewStrangers() async throws {
        var account = OddAccount.spring(600)
        for number in 0..<6 {
            let stranger = account.addContact(1_000 + number)
            account.rows[Self.spring]?[.clicked]?.append(.contact(stranger, at: nil))
        }
        try await withOddNights(account) { (world: OddNights) async throws in
            #expect(try await world.sync().reconciliation.tripwires.isEmpty)
        }
    }

    @Test("A contact that bounced softly and then hard is two rows, as the summary counts", arguments: APIVersion.allCases)
    func bounces(version: APIVersion) async throws {
        var account = OddAccount.spring()
        let people = account.contacts[OddAccount.id(1, "aaaa")] ?? []
        account.rows[Self.spring]?[.bounced] = [people[200], people[201], people[200]].map { .contact($0, at: nil) }
        account.summaries[Self.spring] = [
            "sent": 230, "bounced": ["hard": 2, "soft": 1], "opened": ["total": 90, "unique": 90],
            "clicked": ["total": 12, "unique": 12], "complained": 0, "unsubscribed": 0,
        ]
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .proven)
            #expect(try await world.state(.bounced) == .exact)
            #expect(try await world.store.counts(of: Self.spring).bounced == 2)
            try await world.sync()
            #expect(world.asked("bounced") == 0)
        }
    }

    @Test("A campaign in error, or of a status nobody knows, is read if anything was sent", arguments: ["error", "archived"])
    func uncertainStatus(status: String) async throws {
        var account = OddAccount.spring()
        account.campaigns[0]["status"] = .string(status)
        let unsent = account.addCampaign(2, "Never sent", to: [], sentAt: "2026-11-02T10:00:00+00:00")
        account.campaigns[1]["status"] = .string(status)
        let refused = account.addCampaign(3, "Refused", to: [], sentAt: "2026-11-02T10:00:00+00:00")
        account.campaigns[2]["status"] = .string(status)
        account.rows[refused] = nil
        try await withOddNights(account) { (world: OddNights) async throws in
            let outcome = try await world.sync()
            #expect(outcome.run.state == .proven)
            #expect(outcome.reconciliation.campaigns.map(\.campaignID) == [Self.spring])
            #expect(outcome.run.totals?.counts.sent == 230)
            #expect(world.server.requests.allSatisfy { $0.campaign != unsent || $0.report == "summary" })
            func summaries(of campaign: CampaignID) -> Int {
                world.server.requests.count { $0.campaign == campaign && $0.report == "summary" }
            }
            #expect(summaries(of: unsent) == 1 && summaries(of: refused) == 1)
            // What is known to be unsent is asked about again by full runs only.
            try await world.sync()
            #expect(summaries(of: unsent) == 0 && summaries(of: refused) == 1)
            try await world.sync(full: true)
            #expect(summaries(of: unsent) == 1)
        }
    }

    @Test("One contact in both cases of its id is one participant", arguments: APIVersion.allCases)
    func idsOfBothCases(version: APIVersion) async throws {
        var account = OddAccount.spring()
        let opened = account.rows[Self.spring]?[.opened] ?? []
        account.rows[Self.spring]?[.opened] = opened.map { row in
            guard case .contact(var contact, let time) = row else { return row }
            contact["id"] = contact["id"]?.text.map { .string($0.uppercased()) }
            return .contact(contact, at: time)
        }
        try await withOddNights(account, version) { (world: OddNights) async throws in
            #expect(try await world.sync().run.state == .proven)
            #expect(try await world.store.counts(of: Self.spring).participants == 230)
        }
    }

    @Test("A contact of a list with nothing but its id hides no address that a report gives", arguments: APIVersion.allCases)
    func idOnlyContact(version: APIVersion) async throws {
        var account = OddAccount.spring(3, opened: 1, clicked: 0)
        let list = OddAccount.id(1, "aaaa")
        account.contacts[list] = account.contacts[list]?.map { ["id": $0["id"] ?? nil] }
        try await withOddNights(account, version) { (world: OddNights) async throws in
            for isFull in [false, true] {
                #expect(try await world.sync(full: isFull).run.state == .proven)
                let rows = try await world.store.participants(ParticipantQuery()).collected()
                #expect(rows.map(\.attributes?.emailAddress) == (0..<3).map { "p\($0)@people.example" })
            }
        }
    }
}
