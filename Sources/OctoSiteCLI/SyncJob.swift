import Basics
import Engagement
import EngagementStore
import Foundation
import HTTP
import Metrics
import Sync

/// The first half of the flow, with everything picked: fetch, merge, store, compare.
struct SyncJob: Sendable {
    let settings: Settings
    let console: Console
    let provider: Provider
    let options: SyncOptions
    let now: @Sendable () -> Timestamp

    /// - Throws: ``UsageError`` where the key is missing; nothing has been opened or asked for then.
    init(
        settings: Settings, console: Console, coverage: CoverageOptions,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) throws {
        self.settings = settings
        self.console = console
        self.now = now
        provider = try Provider(settings, console: console)
        options = SyncOptions(
            campaignIDs: Set(coverage.campaigns), isFull: coverage.full, joinsContactFields: settings.joinsContactFields,
            rate: provider.limit.rate, burst: Int(provider.limit.burst))
    }

    /// Syncs; the lease must be held.
    func run(store: any StoreWriter) async throws -> Syncer.Outcome {
        let filter = try await Secret.filter(for: store, secretFile: settings.secretFile)
        try await TakingOver.perform(in: store, filter: filter, console: console)
        let reporter = SyncReporter(console: console, requests: provider.requests)
        defer { reporter.finish() }
        let outcome = try await syncer(store: store, filter: filter, reporter: reporter).run()
        reporter.finish()
        say(outcome)
        return outcome
    }

    func plan(store: any StoreWriter) async throws -> SyncPlan {
        let reporter = SyncReporter(console: console, requests: provider.requests)
        defer { reporter.finish() }
        return try await syncer(store: store, filter: .empty, reporter: reporter).plan()
    }

    private func syncer(store: any StoreWriter, filter: ForgottenFilter, reporter: SyncReporter) -> Syncer {
        Syncer(
            source: provider.source, store: store, options: options, filter: filter, now: now, requests: provider.requests,
            report: reporter.take)
    }

    private func say(_ outcome: Syncer.Outcome) {
        let run = outcome.run
        let seconds = (run.endedAt ?? run.startedAt).seconds - run.startedAt.seconds
        console.say(
            "Run \(run.number) (\(run.id)): \(run.requests) requests in \(DurationText.text(seconds: Double(seconds))); "
                + "\(run.gained.words).")
        for sentence in VerifyText.contradictions(outcome.reconciliation) { console.warn(sentence) }
    }
}

extension Timestamp {
    /// The wall clock. Rendering never asks it: what pages call now is the end of the run they show.
    static func now() -> Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
}
