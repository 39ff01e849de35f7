package import EmailOctopus
import Engagement
import EngagementStore
import Files
import Foundation
import HTTP
package import Simulator
package import Sync

/// Builds a simulated account's site over real HTTP, day after day of the account's time.
package struct DemoWorkflow: Sendable {
    private let account: Account
    private let version: APIVersion
    private let days: Int
    private let store: StoreAddress
    private let replacesStore: Bool
    private let sync: SyncOptions
    private let render: RenderOptions
    private let resources: Resources
    private let userAgent: String
    private let patience: Patience
    private let onEvent: @Sendable (Event) -> Void

    package enum Event: Sendable {
        case dayPassed
        case build(BuildWorkflow.Event)
        /// The first build is number 1.
        case built(number: Int, duration: Duration)
    }

    /// - Parameters:
    ///   - days: how many days pass after the first build, each followed by another one.
    ///   - replacesStore: removes an SQLite store of an earlier demo: the account begins on its first day again.
    package init(
        account: Account, version: APIVersion, days: Int, store: StoreAddress, replacesStore: Bool = false,
        sync: SyncOptions, render: RenderOptions, resources: Resources, userAgent: String, patience: Patience = .none,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.account = account
        self.version = version
        self.days = days
        self.store = store
        self.replacesStore = replacesStore
        self.sync = sync
        self.render = render
        self.resources = resources
        self.userAgent = userAgent
        self.patience = patience
        self.onEvent = onEvent
    }

    /// - Returns: what the last sync came to; the first one that contradicts is the last.
    package func run() async throws -> Syncer.Outcome {
        var render = render
        if replacesStore, case .sqlite(let path) = store.kind {
            if try await isOwnSite(path) { render.otherArchive = .discarded }
            for file in [path, "\(path)-wal", "\(path)-shm"] { try FileSystem.removeFile(file) }
        }
        return try await SimulatedServer.run(account: account) { [render] server in
            var outcome = try await build(1, server, render)
            for day in 0..<days where !outcome.contradicts {
                server.advance(days: 1)
                onEvent(.dayPassed)
                outcome = try await build(day + 2, server, render)
            }
            return outcome
        }
    }

    /// True if the demo before made the site: from its store, which has all that the site shows.
    private func isOwnSite(_ path: String) async throws -> Bool {
        let file = "\(render.output)/\(SiteLayout.runs)"
        guard FileManager.default.fileExists(atPath: path), let json = FileManager.default.contents(atPath: file) else {
            return false
        }
        let totals = FileManager.default.contents(atPath: "\(render.output)/\(SiteLayout.totals)")
        let archive = try PublishedArchive(runs: [UInt8](json), totals: totals.map { [UInt8]($0) }, output: render.output)
        let relation = try await store.withStore(.existing) { try await archive.relation(to: $0) }
        return relation == .own || relation == .nameless
    }

    private func build(
        _ number: Int, _ server: SimulatedServer, _ render: RenderOptions
    ) async throws -> Syncer.Outcome {
        let provider = try Provider(access(to: server), userAgent: userAgent)
        let clock = AccountClock(server: server)
        let started = ContinuousClock.now
        let outcome = try await store.withStore(.createdIfMissing) { store in
            try await BuildWorkflow(
                store: store, provider: provider, sync: sync, render: render, resources: resources,
                patience: patience, now: clock.now, onEvent: { onEvent(.build($0)) }
            ).run()
        }
        onEvent(.built(number: number, duration: ContinuousClock.now - started))
        return outcome
    }

    private func access(to server: SimulatedServer) throws -> Access {
        let key = version == .v2 ? SimulatorOptions.v2Key : SimulatorOptions.v16Key
        return Access(
            key: try APIKey(key), version: version, baseURL: version == .v2 ? server.v2URL : server.v16URL,
            rateLimit: .unlimited)
    }
}

/// The account's own time, from where it is when a build begins: runs happen when opens and clicks do.
private struct AccountClock: Sendable {
    private let base: Timestamp
    private let started = ContinuousClock.now

    init(server: SimulatedServer) { base = server.account.now }

    var now: @Sendable () -> Timestamp {
        { [base, started] in
            Timestamp(seconds: base.seconds + Int64((ContinuousClock.now - started) / .seconds(1)))
        }
    }
}
