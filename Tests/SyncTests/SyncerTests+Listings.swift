import EmailOctopus
import Engagement
import EngagementStore
import Testing

@testable import Sync

/// Listings that end too early, and reports that are refused.
extension SyncerTests {
    @Test("A list of campaigns that leads in a circle never counts as complete")
    func circlingCampaigns() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change { account in
                account.campaigns += (0..<97).map { Campaign(id: "draft \($0)", name: nil, status: .draft) }
                account.campaignsLeadBack = true
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.problems.count == 1)
            #expect(
                outcome.problems.first?.contains(
                    "list of the account's campaigns: EmailOctopus' pages lead in a circle after 100") == true)
            #expect(outcome.run.state == .contradicted)
            #expect(try await store.counts(asOf: nil).values.reduce(Counts(), +).participants == 16)
        }
    }

    @Test("Contacts that lead in a circle are read from the beginning in the next run")
    func circlingContacts() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small, version: .v2)
            source.change { account in
                account.lists = [ContactList(id: "list", name: "Friends", fieldTags: [])]
                account.countedContacts = 2
                account.contacts["list"] = ["subscribed": [.init("a1", updated: 1_000)]]
                account.contactsLeadBack = true
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.problems.count == 1)
            #expect(outcome.problems.first?.contains("“Friends”") == true)
            source.change { account in
                account.contactsLeadBack = false
                account.contacts["list"]?["subscribed"]?.append(.init("a2", fields: ["kWh": .integer(2)], updated: 10))
            }
            let next = try await sync(source, into: store, at: 2_000_000)
            #expect(next.run.state == .proven)
            #expect(try await store.contacts(matching: "a2").first?.attributes?.fields == ["kWh": .integer(2)])
        }
    }

    @Test("A refused report is asked for once a run, and is an alarm where the summary counts it", arguments: [403, 404, 400])
    func refusedReport(status: Int) async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let refused = ScriptedSource.error(status == 400 ? .refused : .notAvailable, status: status)
            source.change { $0.fault = { campaign, kind, _ in campaign == "first" && kind == .opened ? refused : nil } }
            let outcome = try await sync(source, into: store)
            #expect(source.requests.count { $0 == "opened first start" } == 1)
            #expect(state(outcome, "first", .opened) == .incomplete)
        }
    }

    @Test("A key that is refused in the middle ends the run, and the rows that were read are kept")
    func refusedKey() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let refused = ScriptedSource.error(.keyRefused, status: 401)
            source.change {
                $0.fault = { campaign, kind, cursor in campaign == "first" && kind == .sent && cursor == "6" ? refused : nil }
            }
            await #expect(throws: APIError.self) {
                _ = try await sync(source, into: store, options: SyncOptions(campaignsAtOnce: 1))
            }
            let runs = try await store.runs()
            #expect(runs.map(\.state) == [.interrupted])
            #expect(try await store.counts(of: "first").sent == 6)
        }
    }

    @Test("A list that leads in a circle and lacks campaigns of the store is a problem")
    func circleWithoutKnownCampaigns() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            source.change { account in
                account.campaigns.removeLast()
                account.campaignsLeadBack = true
            }
            let outcome = try await sync(source, into: store, at: 2_000_000)
            #expect(outcome.problems.count == 1)
            source.change { $0.campaignsLeadBack = false }
            let next = try await sync(source, into: store, at: 3_000_000)
            #expect(next.problems.isEmpty, "a deleted campaign is no problem")
        }
    }

    @Test("Opens that are refused and that the summary doesn't count are not tracked: asked for once, no alarm")
    func untrackedOpens() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small, version: .v2)
            let refused = ScriptedSource.error(.notAvailable, status: 403)
            source.change { account in
                account.reports["first"]?[.opened] = []
                account.fault = { campaign, kind, _ in campaign == "first" && kind == .opened ? refused : nil }
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .proven)
            #expect(state(outcome, "first", .opened) == .disabled)
            source.forgetRequests()
            _ = try await sync(source, into: store, at: 2_000_000)
            #expect(!source.requests.contains { $0.hasPrefix("opened") })
        }
    }
}
