package import EngagementStore
import Sync
import Synchronization

/// Brings everything one store holds into another, empty one.
package struct CopyWorkflow: Sendable {
    private let source: any StoreAdministration
    private let target: StoreAddress
    private let secretFile: String
    private let patience: Patience
    private let onAdoption: @Sendable (LegacyAdoption) -> Void

    /// How much was copied.
    package struct Result: Hashable, Sendable {
        /// The target as a person would name it.
        package var target = ""
        package var runs = 0
        package var campaigns = 0
        package var participants = 0
        package var contacts = 0
        package var journalEntries = 0
    }

    package init(
        from source: any StoreAdministration, to target: StoreAddress, secretFile: String,
        patience: Patience = .none, onAdoption: @escaping @Sendable (LegacyAdoption) -> Void
    ) {
        self.source = source
        self.target = target
        self.secretFile = secretFile
        self.patience = patience
        self.onAdoption = onAdoption
    }

    /// Copies, holding the leases of both stores. The target is not created before the source is known to be free.
    package func run() async throws -> Result {
        let copied = Mutex(Result())
        try await Lease.holding(source, patience) {
            try await adoptLegacyData()
            if try await source.isEmpty() {
                throw WorkflowError(.nothingThere, "\(source.name) holds nothing that could be copied.")
            }
            try await target.withStore(.copyTarget) { target in
                copied.withLock { $0.target = target.name }
                try await Lease.holding(target, patience) {
                    try await StoreCopy(from: source, to: target, onBatch: { rows in copied.withLock { $0.add(rows) } }).run()
                }
            }
        }
        return copied.withLock { $0 }
    }

    private func adoptLegacyData() async throws {
        guard source.mayHoldLegacyData else { return }
        let filter = try await Secret.filter(for: source, secretFile: secretFile)
        if let adoption = try await source.adoptLegacyData(except: filter) { onAdoption(adoption) }
    }
}

extension CopyWorkflow.Result {
    fileprivate mutating func add(_ rows: CopiedRows) {
        switch rows {
        case .runs(let rows): runs += rows.count
        case .campaigns(let rows): campaigns += rows.count
        case .participants(let rows): participants += rows.count
        case .contacts(let rows): contacts += rows.count
        case .journal(let rows): journalEntries += rows.count
        default: break
        }
    }
}
