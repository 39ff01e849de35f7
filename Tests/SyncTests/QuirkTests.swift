import CurlTransport
import EmailOctopus
import Engagement
import EngagementStore
import Foundation
import HTTP
import SQLiteStore
import Simulator
import TestSupport
import Testing

@testable import Sync

/// Syncs over real HTTP, from a simulated account with each quirk.
@Suite("Quirks", .serialized)
struct QuirkTests {
    /// The quirks with which all rows are listed: every count is the account's.
    static let harmless = Quirk.allCases.filter { !contradictory.contains($0) && $0 != .moving && $0 != .limit && $0 != .limitV1 }
    /// The quirks with which rows and summaries contradict each other, or rows are missing.
    static let contradictory: [Quirk] = [
        .drift, .inflatedOpens, .emptyOpens, .untrackedOpens, .forgetsRows, .forgetsAll, .loopMidway,
    ]

    private func withAccount(
        _ quirk: Quirk, _ version: APIVersion, _ body: @Sendable (SimulatedServer, any EngagementStore) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let account = Account(size: .small)
            var options = SimulatorOptions()
            quirk.apply(to: &options, of: account)
            // A hang lasts as long as a request may: it is tested with a manual clock.
            options.faults?.kinds.removeAll { $0 == .hang }
            try await SimulatedServer.run(account: account, options: options) { server in
                let store = try await SQLiteStore.open(path: folder + "/store.sqlite")
                try await body(server, store)
                await store.close()
            }
        }
    }

    private func sync(
        _ server: SimulatedServer, _ version: APIVersion, into store: any EngagementStore, options: SyncOptions = SyncOptions(),
        through wrap: (any ReportSource) -> any ReportSource = { $0 }
    ) async throws -> Syncer.Outcome {
        let access = Access(
            key: try APIKey(version == .v2 ? SimulatorOptions.v2Key : SimulatorOptions.v16Key), version: version,
            baseURL: version == .v2 ? server.v2URL : server.v16URL, rateLimit: .unlimited,
            retries: RetryPolicy(baseDelay: .milliseconds(10), maximumDelay: .milliseconds(100)))
        let counter = RequestCounter()
        let source = wrap(try access.source(over: CurlTransport(userAgent: "octo-site-tests"), counter: counter))
        let account = server.account
        let syncer = Syncer(source: source, store: store, options: options, now: { account.now }, requests: { counter.sent })
        return try await syncer.run()
    }

    @Test("Every count of every campaign is the account's", arguments: harmless, APIVersion.allCases)
    func exact(quirk: Quirk, version: APIVersion) async throws {
        try await withAccount(quirk, version) { server, store in
            for day in 0...1 {
                if day > 0 { server.advance(days: 1) }
                let outcome = try await sync(server, version, into: store)
                #expect(outcome.problems == [])
                #expect(outcome.run.state == .proven)
                let stored = try await store.counts(asOf: nil)
                let sent = Set(server.account.sentCampaigns.map(\.id))
                #expect(
                    stored.filter { sent.contains($0.key) } == server.account.truth.campaigns.filter { sent.contains($0.key) })
            }
        }
    }

    @Test("A contradiction is never shown as proven", arguments: [Quirk.drift, .inflatedOpens, .emptyOpens], APIVersion.allCases)
    func contradiction(quirk: Quirk, version: APIVersion) async throws {
        try await withAccount(quirk, version) { server, store in
            let outcome = try await sync(server, version, into: store)
            #expect(outcome.run.state == .contradicted)
            #expect(outcome.reconciliation.contradicts)
        }
    }

    @Test("Forgotten rows are retained", arguments: [Quirk.forgetsRows, .forgetsAll], APIVersion.allCases)
    func forgetting(quirk: Quirk, version: APIVersion) async throws {
        try await withTemporaryFolder { folder in
            let account = Account(size: .small)
            try await SimulatedServer.run(account: account) { server in
                let store = try await SQLiteStore.open(path: folder + "/store.sqlite")
                _ = try await sync(server, version, into: store)
                let before = try await store.counts(asOf: nil)
                server.update { quirk.apply(to: &$0, of: account) }
                server.advance(days: 1)
                let outcome = try await sync(server, version, into: store, options: SyncOptions(isFull: true))
                let after = try await store.counts(asOf: nil)
                for (campaign, counts) in before {
                    for kind in ReportKind.allCases {
                        #expect((after[campaign]?.reported(kind) ?? 0) >= counts.reported(kind))
                    }
                }
                let states = outcome.reconciliation.campaigns.flatMap(\.kinds).map(\.state)
                #expect(states.contains(.retained))
                await store.close()
            }
        }
    }

    @Test(
        "A sync that leaves out what it knows stores the same as one that reads every record", arguments: [nil, Quirk.drift])
    func leavingOut(quirk: Quirk?) async throws {
        try await withTemporaryFolder { folder in
            var stores: [any EngagementStore] = []
            for isPlain in [true, false] {
                // An account of its own, as time passes in it, for each.
                let account = Account(size: .small)
                var options = SimulatorOptions()
                quirk?.apply(to: &options, of: account)
                try await SimulatedServer.run(account: account, options: options) { server in
                    let store = try await SQLiteStore.open(path: folder + "/\(isPlain).sqlite")
                    for (day, isFull) in [(0, false), (1, true), (2, false)] {
                        if day > 0 { server.advance(days: 1) }
                        _ = try await sync(
                            server, .v16, into: store, options: SyncOptions(isFull: isFull),
                            through: isPlain ? { PlainSource(source: $0) } : { $0 })
                    }
                    stores.append(store)
                }
            }
            try await StoreDifferential.expectSame(stores[0], stores[1])
            for store in stores { await store.close() }
        }
    }

    /// Gives every record, also those that are known.
    private struct PlainSource: ReportSource {
        let source: any ReportSource

        var version: APIVersion { source.version }

        func campaigns(after cursor: String?) async throws -> Page<Campaign> { try await source.campaigns(after: cursor) }

        func summary(of campaign: CampaignID) async throws -> Summary { try await source.summary(of: campaign) }

        func links(of campaign: CampaignID) async throws -> ListedLinks { try await source.links(of: campaign) }

        func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow> {
            try await source.report(kind, of: campaign, after: cursor)
        }

        func lists(after cursor: String?) async throws -> Page<ListedList> { try await source.lists(after: cursor) }

        func contacts(
            of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
        ) async throws -> Page<ListedContact> {
            try await source.contacts(of: list, status: status, updatedSince: updatedSince, after: cursor)
        }
    }
}
