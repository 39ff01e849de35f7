package import Engagement
package import EngagementStore
import Sync

/// Takes a store back to what it was before a run.
package struct RollbackWorkflow: Sendable {
    private let store: any StoreAdministration
    private let run: String
    private let patience: Patience

    /// - Parameter run: a run's id or number, or `latest`.
    package init(store: any StoreAdministration, run: String, patience: Patience = .none) {
        self.store = store
        self.run = run
        self.patience = patience
    }

    package struct Result: Sendable {
        package var run: Run
        package var outcome: RollbackOutcome
    }

    /// The runs that ``run()`` would roll back, oldest first. Changes nothing.
    /// - Throws: as ``run()``.
    package func plan() async throws -> [Run] {
        let target = try await target()
        return try await store.runs().filter { $0.number >= target.number && $0.state != .rolledBack }
    }

    /// - Throws: ``WorkflowError`` for an unknown run, and for one that was rolled back already.
    package func run() async throws -> Result {
        let target = try await target()
        let outcome = try await Lease.holding(store, patience) { try await Rollback.perform(to: target.number, in: store) }
        return Result(run: target, outcome: outcome)
    }

    private func target() async throws -> Run {
        let target = try await RunLookup.find(run, in: store)
        if target.state == .rolledBack, try await store.unfinishedRollback() == nil {
            throw WorkflowError(.badRequest, "Run \(target.id) has been rolled back already.")
        }
        return target
    }
}
