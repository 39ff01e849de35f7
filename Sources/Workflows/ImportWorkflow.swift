package import Engagement
package import EngagementStore
package import Imports
package import Sync

/// Joins the CSVs of the old scripts into a store, as a run of its own.
package struct ImportWorkflow: Sendable {
    private let store: any StoreWriter
    private let files: [LegacyFile]
    private let secretFile: String
    private let patience: Patience
    private let now: @Sendable () -> Timestamp
    private let onAdoption: @Sendable (LegacyAdoption) -> Void

    /// - Parameter files: checked when they were made, before any store is opened.
    package init(
        store: any StoreWriter, files: [LegacyFile], secretFile: String, patience: Patience = .none,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now, onAdoption: @escaping @Sendable (LegacyAdoption) -> Void
    ) {
        self.store = store
        self.files = files
        self.secretFile = secretFile
        self.patience = patience
        self.now = now
        self.onAdoption = onAdoption
    }

    package func run() async throws -> Importer.Outcome {
        try await Lease.holding(store, patience) {
            let filter = try await Secret.filter(for: store, secretFile: secretFile)
            try await store.finishRedaction(by: filter)
            let adoption = try await store.adoptLegacyData(except: filter)
            if let adoption { onAdoption(adoption) }
            var outcome = try await Importer(store: store, filter: filter, now: now).run(files)
            if let adoption, adoption.run == outcome.run.number {
                outcome.run.gained.merge(adoption.gained, uniquingKeysWith: +)
                try await store.saveRun(outcome.run)
            }
            return outcome
        }
    }
}
