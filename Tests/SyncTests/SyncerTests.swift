import EmailOctopus
import Engagement
import EngagementStore
import Foundation
import SQLiteStore
import Synchronization
import TestSupport
import Testing

@testable import Sync

/// Syncs into a real SQLite store, from an account whose answers the test decides.
@Suite("Syncer")
struct SyncerTests {
    /// Lends a store in a temporary folder.
    func withStore(_ body: (any EngagementStore) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: folder + "/store.sqlite")
            try await body(store)
            await store.close()
        }
    }

    func sync(
        _ source: ScriptedSource, into store: any EngagementStore, options: SyncOptions = SyncOptions(),
        filter: ForgottenFilter = .empty, at start: Int64 = 1_000_000
    ) async throws -> Syncer.Outcome {
        let clock = Mutex(start)
        let syncer = Syncer(
            source: source, store: store, options: options, filter: filter,
            now: {
                clock.withLock { time in
                    time += 60
                    return Timestamp(seconds: time)
                }
            })
        return try await syncer.run()
    }

    func state(_ outcome: Syncer.Outcome, _ campaign: CampaignID, _ kind: ReportKind) -> KindReconciliation.State? {
        outcome.reconciliation.campaigns.first { $0.campaignID == campaign }?.kinds.first { $0.kind == kind }?.state
    }

    func broken() -> APIError { ScriptedSource.error(.unanswered, status: 500) }

    @Test("A clean account is exact in every report")
    func cleanAccount() async throws {
        try await withStore { store in
            let outcome = try await sync(ScriptedSource(.small), into: store)
            #expect(outcome.run.state == .proven)
            #expect(outcome.problems.isEmpty)
            #expect(outcome.reconciliation.campaigns.flatMap(\.kinds).allSatisfy { $0.state == .exact })
            let first = try await store.counts(of: "first")
            #expect(first.participants == 10)
            #expect(first.openedReported == 4)
            // a7 clicked without an open: implied, never reported.
            #expect(first.opened == 5)
            #expect(first.clicked == 2)
            #expect(first.engaged == 5)
            #expect(outcome.run.totals?.counts.participants == 16)
            #expect(outcome.run.totals?.people == 10)
        }
    }

    @Test("A quiet night asks for the list of campaigns and one summary each")
    func quietNight() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            source.forgetRequests()
            let outcome = try await sync(source, into: store, at: 2_000_000)
            #expect(source.requests.sorted() == ["campaigns", "lists", "summary first", "summary second"])
            #expect(outcome.run.state == .proven)
            #expect(outcome.run.gained.values.allSatisfy { $0 == 0 })
        }
    }

    @Test("Only the report that moved is walked again")
    func movedReport() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            source.change { $0.reports["second"]?[.opened]?.append(.init("a5")) }
            source.forgetRequests()
            let outcome = try await sync(source, into: store, at: 2_000_000)
            let walked = source.requests.filter { $0.hasPrefix("opened") }
            #expect(walked == ["opened second start", "opened second 3"])
            #expect(outcome.run.gained[.opened] == 1)
            #expect(outcome.run.state == .proven)
        }
    }

    @Test("Rows that the provider no longer lists lower no flag; the state is retained")
    func forgetfulProvider() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            let before = try await store.counts(asOf: nil)
            source.change { account in
                for (campaign, reports) in account.reports {
                    for (kind, rows) in reports {
                        account.reports[campaign]?[kind] = rows.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
                    }
                }
            }
            let outcome = try await sync(source, into: store, options: SyncOptions(isFull: true), at: 2_000_000)
            #expect(try await store.counts(asOf: nil) == before)
            #expect(state(outcome, "first", .opened) == .retained)
            #expect(try await store.vanishedCounts()["first"]?[.opened] == 2)
            #expect(outcome.reconciliation.tripwires.count == 1)
            #expect(outcome.run.state == .contradicted)
        }
    }

    @Test("Reports that are empty all at once are an alarm, unless they are old enough to have aged out", arguments: [23, 46])
    func emptiedReports(days: Int64) async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            let before = try await store.counts(asOf: nil)
            source.change { account in
                account.summaries = account.reports.mapValues(ScriptedSource.summary)
                account.reports = [:]
            }
            let outcome = try await sync(source, into: store, options: SyncOptions(isFull: true), at: days * 86_400)
            #expect(try await store.counts(asOf: nil) == before)
            #expect(outcome.reconciliation.tripwires.isEmpty == (days > 30))
            #expect(state(outcome, "first", .opened) == .retained)
        }
    }

    @Test("A walk that broke off keeps its rows, and the next run continues at its cursor")
    func brokenWalk() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let error = broken()
            source.change { $0.fault = { _, kind, cursor in kind == .sent && cursor == "6" ? error : nil } }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .contradicted)
            #expect(state(outcome, "first", .sent) == .incomplete)
            #expect(state(outcome, "second", .sent) == .exact)
            #expect(try await store.counts(of: "first").sent == 6)
            source.change { $0.fault = nil }
            source.forgetRequests()
            let next = try await sync(source, into: store, at: 2_000_000)
            #expect(source.requests.filter { $0.hasPrefix("sent") } == ["sent first 6", "sent first 9"])
            #expect(next.run.state == .proven)
            #expect(try await store.counts(of: "first").sent == 10)
        }
    }

    @Test("A walk that breaks once is resumed in the same run")
    func secondPass() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let error = broken()
            let isFirst = Atomic(true)
            source.change { account in
                account.fault = { _, kind, cursor in
                    guard kind == .sent, cursor == "6" else { return nil }
                    return isFirst.exchange(false, ordering: .relaxed) ? error : nil
                }
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .proven)
            #expect(try await store.counts(of: "first").sent == 10)
        }
    }

    @Test("A cursor that is no longer accepted is dropped, and the walk starts again in the same run")
    func staleCursor() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let (down, refused) = (broken(), ScriptedSource.error(.refused, status: 400))
            source.change { $0.fault = { _, kind, cursor in kind == .sent && cursor == "6" ? down : nil } }
            _ = try await sync(source, into: store)
            let isFirst = Atomic(true)
            source.change { account in
                account.fault = { _, kind, cursor in
                    guard kind == .sent, cursor == "6" else { return nil }
                    return isFirst.exchange(false, ordering: .relaxed) ? refused : nil
                }
            }
            let outcome = try await sync(source, into: store, at: 2_000_000)
            #expect(outcome.run.state == .proven)
            let certificate = try await store.certificates(of: 2).first { $0.campaignID == "first" && $0.kind == .sent }
            #expect(certificate?.isResumed == false)
            #expect(certificate?.distinct == 10)
            #expect(certificate?.pages == 4)
        }
    }

    @Test("Pages that lead back to the start end, complete when all were seen")
    func circles() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change { $0.next = { _, _, following in following.map(String.init) ?? "0" } }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .proven)
            let endings = try await store.certificates(of: 1).map(\.ending)
            #expect(Set(endings) == [.completeLoop])
        }
    }

    @Test("A circle before everything was seen is incomplete, and is not resumed")
    func shortCircle() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change {
                $0.next = { _, kind, following in kind == .sent && following == 6 ? "3" : following.map(String.init) }
            }
            let outcome = try await sync(source, into: store)
            #expect(state(outcome, "first", .sent) == .incomplete)
            #expect(outcome.run.state == .contradicted)
            #expect(try await store.openWalks().isEmpty)
        }
    }

    @Test("A walk also ends if its links never repeat but bring no new row")
    func endlessPages() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let counter = Atomic(0)
            source.change { account in
                account.next = { _, _, following in
                    following.map(String.init) ?? "0#\(counter.add(1, ordering: .relaxed).newValue)"
                }
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .proven)
            #expect(try await store.counts(of: "first").sent == 10)
        }
    }

    @Test("Rows per event, repeated rows and missing times change no count")
    func rowsPerEvent() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change { account in
                account.reports["first"]?[.opened]? += [.init("a1", at: 50), .init("a2", at: nil), .init("a5", at: 900)]
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.run.state == .proven)
            let row = try await store.participations(of: ["a1"]).first { $0.campaignID == "first" }
            #expect(row?.participant.occurredAt[.opened] == Timestamp(seconds: 50))
        }
    }

    @Test("A summary that counts more than the report lists is a contradiction")
    func overclaimingSummary() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change {
                $0.summaries["first"] = Summary(sent: 10, bouncedHard: 1, openedUnique: 6, clickedUnique: 2, unsubscribed: 1)
            }
            let outcome = try await sync(source, into: store)
            #expect(state(outcome, "first", .opened) == .short)
            #expect(outcome.run.state == .contradicted)
        }
    }

    @Test("A report that stays empty is a tripwire")
    func emptyReport() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            source.change { account in
                account.reports["second"]?[.opened] = []
                account.summaries["second"] = Summary(sent: 6, openedUnique: 3, complained: 1)
            }
            let outcome = try await sync(source, into: store)
            #expect(outcome.reconciliation.tripwires.map(\.campaignID) == ["second"])
            #expect(outcome.run.state == .contradicted)
        }
    }

    @Test("One campaign's failure never stops the others, and never looks like success")
    func failingCampaign() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let refused = ScriptedSource.error(.notAvailable, status: 403)
            source.change { account in
                account.fault = { campaign, _, _ in campaign == "second" ? refused : nil }
                account.summaryFault = { $0 == "second" ? refused : nil }
            }
            let outcome = try await sync(source, into: store)
            #expect(try await store.counts(of: "first").participants == 10)
            #expect(outcome.run.state == .contradicted)
            #expect(outcome.problems.contains { $0.contains("“Second”") })
        }
    }

    @Test("A campaign that is still being sent may have no reports yet")
    func sendingCampaign() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let refused = ScriptedSource.error(.notAvailable, status: 403)
            source.change { account in
                account.campaigns[1].status = .sending
                account.fault = { campaign, _, _ in campaign == "second" ? refused : nil }
                account.summaryFault = { $0 == "second" ? refused : nil }
            }
            let outcome = try await sync(source, into: store)
            #expect(state(outcome, "second", .sent) == .notYet)
            #expect(outcome.run.state == .proven)
        }
    }

    @Test("Another account's key is refused before anything is written")
    func otherAccount() async throws {
        try await withStore { store in
            _ = try await sync(ScriptedSource(.small), into: store)
            var other = ScriptedSource.Account.small
            other.campaigns = other.campaigns.map { campaign in
                var renamed = campaign
                renamed.id += "-of-somebody-else"
                return renamed
            }
            await #expect(throws: SyncError.otherAccount(store: store.name)) {
                try await sync(ScriptedSource(other), into: store, at: 2_000_000)
            }
            #expect(try await store.runs().count == 1)
        }
    }

    @Test("An empty list of campaigns is not another account: what is stored stays, and the run tells it")
    func emptyAccount() async throws {
        try await withStore { store in
            let source = ScriptedSource(ScriptedSource.Account())
            #expect(try await sync(source, into: store).run.state == .proven, "there never was a campaign")
            source.change { $0 = .small }
            let full = try await sync(source, into: store, at: 2_000_000)
            source.change { $0.campaigns = [] }
            let outcome = try await sync(source, into: store, at: 3_000_000)
            #expect(outcome.run.state == .contradicted && outcome.problems.count == 1)
            #expect(outcome.problems.first?.contains("lists none of the") == true)
            #expect(outcome.run.totals == full.run.totals)
            #expect(!outcome.reconciliation.contradicts)
        }
    }

    @Test("An account with one of the store's lists is the store's, though all campaigns are new")
    func knownList() async throws {
        try await withStore { store in
            var account = ScriptedSource.Account.small
            account.lists = [ContactList(id: "list", name: "Friends", fieldTags: [])]
            let source = ScriptedSource(account)
            _ = try await sync(source, into: store)
            source.change { $0.campaigns = [Campaign(id: "new", name: "New", status: .draft)] }
            let outcome = try await sync(source, into: store, at: 2_000_000)
            #expect(outcome.problems.count == 1 && outcome.run.number == 2)
            source.change { $0.lists = [ContactList(id: "another", name: "Friends", fieldTags: [])] }
            source.change { $0.campaigns = [Campaign(id: "somebody's", name: "New", status: .draft)] }
            await #expect(throws: SyncError.otherAccount(store: store.name)) {
                try await sync(source, into: store, at: 3_000_000)
            }
        }
    }

    @Test("Campaigns that no run was asked for are not read yet, which is no contradiction")
    func oneCampaign() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            let outcome = try await sync(source, into: store, options: SyncOptions(campaignIDs: ["first"]))
            #expect(outcome.run.state == .proven && outcome.problems.isEmpty)
            #expect(outcome.reconciliation.campaigns.map(\.campaignID) == ["first"])
            #expect(!outcome.reconciliation.unread.isEmpty && !outcome.reconciliation.unread.contains("first"))
            // A run that is asked for all, and fails at one, leaves that one incomplete.
            source.change { $0.summaryFault = { $0 == "second" ? ScriptedSource.error(.refused, status: 400) : nil } }
            source.change { $0.fault = { id, _, _ in id == "second" ? ScriptedSource.error(.refused, status: 400) : nil } }
            let whole = try await sync(source, into: store, at: 2_000_000)
            #expect(whole.run.state == .contradicted && whole.reconciliation.unread.isEmpty)
            source.change { account in
                account.fault = nil
                account.summaryFault = nil
            }
            let last = try await sync(source, into: store, at: 3_000_000)
            #expect(last.run.state == .proven && last.reconciliation.unread.isEmpty)
            // Of the one that fails it is known that it was asked for.
            #expect(try await store.reconciliation(of: 1)?.unread == outcome.reconciliation.unread)
        }
    }

    @Test("After a rollback the next sync reads what was removed, and the store is the same")
    func rollback() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small)
            _ = try await sync(source, into: store)
            let early = try await store.counts(asOf: nil)
            source.change { $0.reports["second"]?[.opened]?.append(.init("a5")) }
            _ = try await sync(source, into: store, at: 2_000_000)
            let late = try await store.counts(asOf: nil)
            _ = try await Rollback.perform(to: 2, in: store)
            #expect(try await store.counts(asOf: nil) == early)
            let again = try await sync(source, into: store, at: 3_000_000)
            #expect(again.run.number == 3)
            #expect(again.run.gained[.opened] == 1)
            #expect(try await store.counts(asOf: nil) == late)
        }
    }

    @Test("A forgotten person stays forgotten: by id, by address, under a new id", arguments: [APIVersion.v16, .v2])
    func forgotten(version: APIVersion) async throws {
        try await withStore { store in
            let source = ScriptedSource(.small, version: version)
            _ = try await sync(source, into: store)
            let key = [UInt8](repeating: 7, count: 32)
            let hashes = ForgottenFilter(key: key, tombstones: [])
            let tombstones = [hashes.tombstone(ofPerson: "a1@example.com"), hashes.tombstone(ofContact: "a1")]
            _ = try await store.forget(["a1"], tombstones: tombstones)
            source.change { account in
                account.reports["first"]?[.clicked]?.append(.init("a1", isDeleted: true))
                account.reports["second"]?[.sent]?.append(.init("new-id", address: "A1@Example.com"))
            }
            let filter = ForgottenFilter(key: key, tombstones: try await store.tombstones())
            let outcome = try await sync(source, into: store, options: SyncOptions(isFull: true), filter: filter, at: 2_000_000)
            #expect(outcome.run.state == .proven)
            #expect(try await store.contacts(matching: "a1@example.com").isEmpty)
            #expect(try await store.participations(of: ["a1", "new-id"]).isEmpty)
            #expect(try await store.tombstones().contains(hashes.tombstone(ofContact: "new-id")))
            #expect(try await store.counts(of: "first").participants == 9)
        }
    }

    @Test("On v2 the contacts' fields come from the lists, and only changes are read later")
    func contactFields() async throws {
        try await withStore { store in
            let source = ScriptedSource(.small, version: .v2)
            source.change { account in
                account.lists = [ContactList(id: "list", name: "List", fieldTags: ["kWh"])]
                account.contacts["list"] = [
                    "subscribed": (0..<10).map { .init("a\($0)", fields: ["kWh": .integer(Int64($0))], updated: 1_000) }
                ]
            }
            _ = try await sync(source, into: store)
            #expect(try await store.contacts(matching: "a4").first?.attributes?.fields == ["kWh": .integer(4)])
            source.change { $0.contacts["list"]?["subscribed"]?[4].fields = ["kWh": .integer(400)] }
            source.change { $0.contacts["list"]?["subscribed"]?[4].lastUpdatedAt = Timestamp(seconds: 9_000) }
            source.forgetRequests()
            let outcome = try await sync(source, into: store, at: 2_000_000)
            #expect(try await store.contacts(matching: "a4").first?.attributes?.fields == ["kWh": .integer(400)])
            #expect(source.requests.filter { $0.hasPrefix("contacts") }.count == 3)
            #expect(outcome.run.state == .proven)
            #expect(try await store.journal(of: ["a4"]).count == 1)
        }
    }
}
