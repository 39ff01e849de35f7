import EmailOctopus
import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import Sync

/// Cases that a second, independently written simulator has shown.
extension SyncerTests {
    @Test("A campaign that is still being sent, counted but not reported yet, is no alarm and costs one request more a night")
    func countedButNotReported() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let notYet = ScriptedSource.error(.notAvailable, status: 403)
            source.change { account in
                account.campaigns[1].status = .sending
                account.fault = { campaign, _, _ in campaign == "second" ? notYet : nil }
                account.linksFault = { $0 == "second" ? notYet : nil }
                account.summaries["second"] = Summary(sent: 6, openedTotal: 3, openedUnique: 3, clickedTotal: 1, clickedUnique: 1)
            }
            for night in 1...2 {
                source.forgetRequests()
                let outcome = try await sync(source, into: store, at: Int64(night) * 1_000_000)
                #expect(outcome.run.state == .proven)
                #expect(outcome.problems.isEmpty)
                #expect(outcome.reconciliation.tripwires.isEmpty)
                #expect(state(outcome, "second", .opened) == .notYet)
                #expect(source.requests.filter { $0.contains("second") }.sorted() == ["sent second start", "summary second"])
            }
            source.change { account in
                account.campaigns[1].status = .sent
                (account.fault, account.linksFault, account.summaries) = (nil, nil, [:])
            }
            let outcome = try await sync(source, into: store, at: 3_000_000)
            #expect(state(outcome, "second", .opened) == .exact)
            #expect(try await store.counts(of: "second").participants == 6)
        }
    }

    @Test("A report that the provider doesn't keep is not asked for every night")
    func trackingSwitchedOff() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let disabled = ScriptedSource.error(.featureDisabled, status: 403)
            source.change { account in
                account.reports["second"]?[.opened] = []
                account.fault = { campaign, kind, _ in campaign == "second" && kind == .opened ? disabled : nil }
            }
            let first = try await sync(source, into: store)
            #expect(first.run.state == .proven)
            source.forgetRequests()
            let second = try await sync(source, into: store, at: 2_000_000)
            #expect(second.run.state == .proven)
            #expect(source.requests.sorted() == ["campaigns", "lists", "summary first", "summary second"])
        }
    }

    @Test("A walk that broke off after forgotten people starts again, because they have to be counted")
    func brokenWalkOfForgotten() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let hashes = ForgottenFilter(key: [UInt8](repeating: 7, count: 32), tombstones: [])
            _ = try await store.forget([], tombstones: ["a1", "a8"].map { hashes.tombstone(ofPerson: "\($0)@example.com") })
            let error = broken()
            source.change { $0.fault = { _, kind, cursor in kind == .sent && cursor == "6" ? error : nil } }
            func filter() async throws -> ForgottenFilter {
                ForgottenFilter(key: [UInt8](repeating: 7, count: 32), tombstones: try await store.tombstones())
            }
            _ = try await sync(source, into: store, filter: try await filter())
            source.change { $0.fault = nil }
            let outcome = try await sync(source, into: store, filter: try await filter(), at: 2_000_000)
            #expect(state(outcome, "first", .sent) == .exact)
            #expect(outcome.run.state == .proven)
            #expect(try await store.counts(of: "first").sent == 8)
        }
    }

    @Test("Rows are stored when they have waited for two seconds, whatever the wall clock says")
    func waitingRows() async throws {
        try await withStore { store in
            let run = try await store.beginRun(Run(number: 0, id: "r", startedAt: Timestamp(seconds: 1), api: "v2"))
            let clock = ManualClock()
            let buffer = CampaignBuffer(store: store, run: run.number, campaignID: "c", clock: clock)
            for (page, stored) in [(1, 0), (2, 0), (3, 3), (4, 3)] {
                let row = ObservedRow(
                    participant: Participant(contactID: "a\(page)", firstReported: FirstReported(.sent, run: 1)))
                try await buffer.add(
                    [row], checkpoint: .init(kind: .sent, cursor: "\(page)", pages: page, rows: page, seen: ContactSet()))
                #expect(try await store.counts(of: "c").sent == stored)
                clock.advance(by: .seconds(1))
            }
            #expect(try await store.openWalks().map(\.cursor) == ["3"])
        }
    }

    @Test("Rows that have waited for long enough are stored together with the position of the walk")
    func heldRows() async throws {
        try await withStore { store in
            let run = try await store.beginRun(Run(number: 0, id: "r", startedAt: Timestamp(seconds: 1), api: "v2"))
            let buffer = CampaignBuffer(
                store: store, run: run.number, campaignID: "c", longestWait: .zero, clock: ContinuousClock())
            for page in 1...2 {
                let rows = [
                    ObservedRow(participant: Participant(contactID: "a\(page)", firstReported: FirstReported(.sent, run: 1)))
                ]
                try await buffer.add(
                    rows, checkpoint: .init(kind: .sent, cursor: "\(page)", pages: page, rows: page, seen: ContactSet()))
            }
            #expect(try await store.counts(of: "c").sent == 2)
            #expect(try await store.openWalks().map(\.cursor) == ["2"])
        }
    }
}
