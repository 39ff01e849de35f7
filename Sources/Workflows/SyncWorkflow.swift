package import Engagement
package import EngagementStore
import Foundation
import HTTP
package import Sync

/// Brings a store up to date with the provider: fetch, merge, store, compare.
package struct SyncWorkflow: Sendable {
    private let store: any StoreWriter
    private let provider: Provider
    private let options: SyncOptions
    private let secretFile: String
    private let patience: Patience
    private let now: @Sendable () -> Timestamp
    private let onEvent: @Sendable (Event) -> Void

    /// What happens meanwhile, for the person who waits.
    package enum Event: Sendable {
        /// Data of the old scripts was adopted.
        case adopted(LegacyAdoption)
        /// A new store has the secret file of an earlier one beside it, in which people may have been forgotten.
        case secretOfEarlierStore(path: String)
        /// The sync has come a step further; so many requests have been sent.
        case progress(SyncEvent, requests: Int)
        case finished(Syncer.Outcome)
    }

    /// - Parameters:
    ///   - options: the provider's rate limit replaces theirs.
    ///   - secretFile: holds the key by which forgotten people are recognised; read only where the store has forgotten some.
    ///   - onEvent: called from several tasks at once.
    package init(
        store: any StoreWriter, provider: Provider, options: SyncOptions, secretFile: String,
        patience: Patience = .none, now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.store = store
        self.provider = provider
        self.options = options
        self.secretFile = secretFile
        self.patience = patience
        self.now = now
        self.onEvent = onEvent
    }

    /// Syncs, holding the store's lease.
    package func run() async throws -> Syncer.Outcome {
        try await Lease.holding(store, patience) { try await sync() }
    }

    /// Syncs. The lease must be held.
    func sync() async throws -> Syncer.Outcome {
        let filter = try await Secret.filter(for: store, secretFile: secretFile)
        try await store.finishRedaction(by: filter)
        if FileManager.default.fileExists(atPath: secretFile), try await store.runs().isEmpty,
            try await store.tombstones().isEmpty
        {
            onEvent(.secretOfEarlierStore(path: secretFile))
        }
        let adoption = try await store.adoptLegacyData(except: filter)
        if let adoption { onEvent(.adopted(adoption)) }
        var outcome = try await syncer(filter).run()
        if let adoption { try await record(adoption, in: &outcome) }
        onEvent(.finished(outcome))
        return outcome
    }

    /// What a run adopted before it began is among what it gained; that the old scripts still run is in its record.
    private func record(_ adoption: LegacyAdoption, in outcome: inout Syncer.Outcome) async throws {
        guard adoption.run == outcome.run.number, adoption.showsThatScriptsStillRun else { return }
        outcome.run.gained.merge(adoption.gained, uniquingKeysWith: +)
        outcome.reconciliation.warnings.append(adoption.description)
        try await store.saveReconciliation(outcome.reconciliation, of: outcome.run.number)
        try await store.saveRun(outcome.run)
    }

    /// What ``run()`` would ask the provider for; stores nothing, and needs no lease.
    package func plan() async throws -> SyncPlan { try await syncer(.empty).plan() }

    private func syncer(_ filter: ForgottenFilter) -> Syncer {
        var options = options
        options.rateLimit = provider.limit
        return Syncer(
            source: provider.source, store: store, options: options, filter: filter, now: now,
            requests: { provider.requests }, onEvent: { onEvent(.progress($0, requests: provider.requests)) })
    }
}

extension Syncer.Outcome {
    /// True where rows and totals contradict each other, or something could not be read.
    package var contradicts: Bool { run.state == .contradicted }
}
