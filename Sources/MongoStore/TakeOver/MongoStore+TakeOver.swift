package import Engagement

extension MongoStore {
    /// Takes over what the old scripts have stored in this database, if there is anything: at the first run everything,
    /// later whatever somebody has made by starting them again. Old documents are merged as reports of run 0, by the
    /// law that all merges follow, and only removed when that is done; so a take-over that was cut off anywhere is
    /// finished by the next one, and nothing is lost or doubled.
    ///
    /// (A `$group` with `$out` would swap the collection in one step, but neither on a sharded one nor beside documents
    /// of our own.)
    /// - Parameters:
    ///   - slug: a campaign's name in addresses, fixed from now on.
    ///   - isForgotten: tells whether a contact, or the person behind it, has been forgotten and must not come back.
    /// - Returns: what was done; nil if there was nothing to take over.
    package func takeOver(
        slug: @escaping @Sendable (Campaign) -> String = { "campaign-\($0.id)" },
        isForgotten: @escaping @Sendable (ContactID, Person?) -> Bool = { _, _ in false }
    ) async throws -> TakeOverReport? {
        let takeOver = TakeOver(store: self, slug: slug, isForgotten: isForgotten)
        var report = TakeOverReport()
        try await takeOver.dropForeignIndexes()
        report.campaigns = try await takeOver.takeCampaigns()
        while let page = try await takeOver.readPage() {
            try await takeOver.merge(page, into: &report)
            try await takeOver.remove(page)
        }
        try await takeOver.repair(&report)
        try await takeOver.repairCopies(&report)
        return report == TakeOverReport() ? nil : report
    }
}
