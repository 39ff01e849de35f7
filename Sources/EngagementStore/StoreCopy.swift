import Engagement

/// Copies everything from one store into an empty one, of the same or another kind. Afterwards both give the same answers, and
/// further runs have the same results in both. Memory holds one batch.
package struct StoreCopy: Sendable {
    let source: any StoreAdministration
    let target: any StoreAdministration
    let onBatch: @Sendable (CopiedRows) -> Void

    /// - Parameter onBatch: called with every batch once it is stored.
    package init(
        from source: any StoreAdministration, to target: any StoreAdministration,
        onBatch: @escaping @Sendable (CopiedRows) -> Void = { _ in }
    ) {
        self.source = source
        self.target = target
        self.onBatch = onBatch
    }

    /// Copies; both leases must be held. If this breaks off, the target is marked as holding half a copy, and the same call
    /// starts again from the beginning.
    /// - Throws: ``StoreError/Code/notEmpty`` where the target holds anything else.
    package func run() async throws {
        if try await !target.holdsHalfCopy(), try await !target.isEmpty() {
            throw StoreError(
                .notEmpty, store: target.name,
                "\(target.name) is not empty, and a copy must not mix two stores. Name a new file or database.")
        }
        try await target.beginCopy()
        try await source.exportRows { rows in
            try Task.checkCancellation()
            try await target.importRows(rows)
            onBatch(rows)
        }
        try await target.endCopy()
    }
}

extension StoreAdministration {
    /// Passes on everything the store holds, in the order that ``importRows(_:)`` needs.
    package func exportRows(_ body: (CopiedRows) async throws -> Void) async throws {
        try await finishInterruptedWrites()
        if let id = try await storeID() { try await body(.storeID(id)) }
        let runs = try await runs()
        try await body(.runs(runs))
        for run in runs {
            if let reconciliation = try await reconciliation(of: run.number) {
                try await body(.reconciliation(run.number, reconciliation))
            }
        }
        try await body(.campaigns(try await savedCampaigns()))
        try await body(.lists(try await lists()))
        try await body(.listSizes(try await listSizes()))
        // Run 0 stands for what was there before octo-site; it has no record.
        for number in [0] + runs.map(\.number) {
            for try await entries in journal(ofRun: number) { try await body(.journal(entries)) }
        }
        for try await contacts in knownContacts() { try await body(.contacts(contacts)) }
        for try await rows in participants(ParticipantQuery()) { try await body(.participants(rows)) }
        for try await certificates in keptCertificates() { try await body(.certificates(certificates)) }
        for walk in try await openWalks() { try await body(.openWalk(walk)) }
        try await body(.tombstones(try await tombstones()))
        try await body(.forgotten(try await forgottenCounts()))
        try await body(.accepted(try await acceptedDifferences()))
        try await body(.notes(try await notes()))
        try await body(.conflictingTags(try await conflictingTags()))
        try await body(.notifyMemories(try await notifyMemories()))
    }
}
