import Engagement

/// Brings everything one store holds into an empty one, whatever keeps either: afterwards both answer every question
/// alike, and go on alike. Streams; memory holds one batch.
package struct StoreCopy: Sendable {
    let source: any EngagementStore
    let target: any EngagementStore
    let report: @Sendable (CopiedRows) -> Void

    /// - Parameter report: told of every batch once it is kept.
    package init(
        from source: any EngagementStore, to target: any EngagementStore,
        report: @escaping @Sendable (CopiedRows) -> Void = { _ in }
    ) {
        self.source = source
        self.target = target
        self.report = report
    }

    /// Copies. Both leases must be held. Cut off anywhere, the target knows that it holds half a copy, and the same
    /// call makes it anew.
    /// - Throws: ``StoreError/Code/notEmpty`` where the target holds anything else.
    package func run() async throws {
        if try await !target.holdsHalfCopy(), try await !target.isEmpty() {
            throw StoreError(
                .notEmpty, store: target.name,
                "\(target.name) is not empty, and a copy never mixes two stores. Name a new file or database.")
        }
        try await target.beginCopy()
        try await source.eachBatch { rows in
            try Task.checkCancellation()
            try await target.take(rows)
            report(rows)
        }
        try await target.endCopy()
    }
}

extension EngagementStore {
    /// Everything the store holds, in the order in which another store takes it in.
    package func eachBatch(_ body: (CopiedRows) async throws -> Void) async throws {
        try await settle()
        let runs = try await runs()
        try await body(.runs(runs))
        for run in runs {
            if let reconciliation = try await reconciliation(of: run.number) {
                try await body(.reconciliation(run.number, reconciliation))
            }
        }
        try await body(.campaigns(try await savedCampaigns()))
        try await body(.lists(try await lists()))
        // Run 0 is what was there before octo-site, and has no record.
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
    }
}
