package import Engagement
package import EngagementStore
import Sync

/// Shows what a store holds beside the provider's own totals. Asks nothing of the provider.
package struct VerifyWorkflow: Sendable {
    private let store: any StoreWriter
    private let patience: Patience

    package init(store: any StoreWriter, patience: Patience = .none) {
        self.store = store
        self.patience = patience
    }

    package struct Result: Sendable {
        /// Over the account.
        package var counts: Counts
        package var reconciliation: AccountReconciliation
        package var campaigns: [CampaignRecord]
        /// What the old scripts have written since the last run.
        package var traces = LegacyTraces()

        /// True where rows and the provider's totals contradict each other, or the store's database contradicts itself.
        package var contradicts: Bool { reconciliation.contradicts || !traces.isEmpty }
    }

    /// - Throws: ``WorkflowError`` with the code `nothingThere` if no run has ended yet.
    /// - Parameter run: id, number or `latest` of the run at whose end the store is looked at; nil: now.
    package func run(asOf run: String? = nil) async throws -> Result {
        guard let run else {
            try await RunLookup.newestFinished(in: store)
            return Result(
                counts: try await counts(asOf: nil), reconciliation: try await Reconciler(store: store).reconcile(),
                campaigns: try await store.campaigns(), traces: try await store.legacyTraces())
        }
        let end = try await RunLookup.findEnd(of: run, in: store)
        try await RunLookup.newestFinished(in: store)
        return Result(
            counts: try await counts(asOf: end.number),
            reconciliation: try await store.reconciliation(of: end.number) ?? AccountReconciliation(),
            campaigns: try await store.campaigns())
    }

    /// Records a report's difference as known; it alarms again when it grows.
    /// - Throws: ``WorkflowError`` where there is no such campaign or no difference.
    package func accept(_ kind: ReportKind, of campaign: CampaignID) async throws {
        let campaign = canonicalID(campaign)
        let reconciliation = try await Reconciler(store: store).reconcile()
        let known = reconciliation.campaigns.first { $0.campaignID == campaign }
        guard let result = known?.kinds.first(where: { $0.kind == kind }) else {
            throw WorkflowError(.badRequest, "The store knows no campaign \(campaign) with reports.")
        }
        let alarm = reconciliation.tripwires.first { $0.campaignID == campaign && $0.kind == kind }
        guard let difference = [Reconciler.difference(result), alarm?.difference].compactMap({ $0 }).max() else {
            throw WorkflowError(
                .badRequest,
                "There is no difference to accept: \(kind.rawValue) of \(campaign) is \(result.state.rawValue).")
        }
        try await Lease.holding(store, patience) {
            try await store.accept(AcceptedDifference(campaignID: campaign, kind: kind, difference: difference))
        }
    }

    private func counts(asOf run: RunNumber?) async throws -> Counts {
        try await store.counts(asOf: run).values.reduce(Counts(), +)
    }
}
