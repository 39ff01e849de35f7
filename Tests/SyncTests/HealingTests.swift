import EmailOctopus
import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import Sync

/// What the first release made wrong of odd answers, and a full run makes right. Wrong clocks: ``SyncerTests``.
@Suite("A full run heals what the first release made wrong", .timeLimit(.minutes(10)))
struct HealingTests {
    @Test("A row that can't be read took its page and all behind it", arguments: APIVersion.allCases)
    func lostPages(version: APIVersion) async throws {
        try await withOddNights(.spring(), version) { (world: OddNights) async throws in
            world.server.change { account in
                account.alter = { request, body in
                    let isFirstPage = request.query["starting_after"] == nil && request.query["last"] == nil
                    if request.report == "sent", !isFirstPage { body["data"] = 7 }
                }
            }
            #expect(try await world.sync().run.state == .contradicted)
            #expect(try await world.store.counts(of: OddAccount.springID).sent == 100)

            world.server.change { account in
                account.alter = nil
                account.summaries[OddAccount.springID] = OddAccount.summary(sent: 230)
                account.rows[OddAccount.springID]?[.sent]?[103] = .element(nil)
            }
            try await world.sync(full: true)
            #expect(try await world.store.counts(of: OddAccount.springID).sent == 229)
            #expect(try await world.store.counts(of: OddAccount.springID).opened == 90)
        }
    }

    @Test("A next link with another scheme, or without the port, took the whole report", arguments: APIVersion.allCases)
    func nextLinks(version: APIVersion) async throws {
        try await withOddNights(.spring(), version) { (world: OddNights) async throws in
            world.server.change { account in
                account.reply = { $0.report == "sent" ? OddServer.Reply(status: 400, headers: [:], ["title": "Bad link"]) : nil }
            }
            #expect(try await world.sync().run.state == .contradicted)
            let flags = try await world.store.counts(of: OddAccount.springID)
            #expect(flags.participants == 90 && flags.sent == 0)

            for prefix in ["https://127.0.0.1:\(world.server.port)", "http://127.0.0.1", "https://127.0.0.1"] {
                world.server.change { account in
                    account.reply = nil
                    account.alter = { request, body in
                        guard let next = body["paging"]?["next"], let link = next.text ?? next["url"]?.text,
                            let path = link.firstRange(of: "/campaigns").map({ link[$0.lowerBound...] })
                        else { return }
                        let moved = JSONLiteral.string(prefix + (request.version == .v2 ? "" : "/api/1.6") + path)
                        body["paging"] = ["next": request.version == .v2 ? ["url": moved] : moved]
                    }
                }
                #expect(try await world.sync(full: true).run.state == .proven)
                #expect(try await world.store.counts(of: OddAccount.springID).sent == 230)
            }
        }
    }

    @Test("Links that were never read again, with clicks that a summary can't have", arguments: [false, true])
    func healedLinks(isFull: Bool) async throws {
        try await withOddNights(.spring()) { (world: OddNights) async throws in
            try await world.sync()
            var record = try await world.record()
            // Its certificate is as old as the first release: there is none.
            try await world.store.saveNote(.linksRead(of: OddAccount.springID), nil)
            record.links = [LinkClicks(url: "https://shop.example/", total: isFull ? 12 : .max, unique: isFull ? 9 : 1)]
            try await world.store.saveCampaigns([record], run: 1)
            try await world.sync(full: isFull)
            #expect(try await world.record().links == [LinkClicks(url: "https://shop.example/", total: 12, unique: 1)])
        }
    }
}
