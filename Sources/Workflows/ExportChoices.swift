package import Engagement
package import EngagementStore

/// What `export` can write of a store: the campaigns and lists that its options name.
package struct ExportChoices: Sendable {
    package struct Campaign: Sendable {
        package let campaign: Engagement.Campaign
        /// How many rows it has; nil for none yet.
        package let recipients: Int?
    }

    /// In the order of sending; those without reports, such as drafts, are left out.
    package let campaigns: [Campaign]
    /// In order of their names for people, then of their ids.
    package let lists: [ContactList]

    /// - Throws: ``WorkflowError`` with the code `nothingThere` if no run has ended yet.
    package init(in store: any StoreReader) async throws {
        try await RunLookup.newestFinished(in: store)
        let counts = try await store.counts(asOf: nil)
        campaigns = try await store.campaigns().map(\.campaign).filter { $0.status.hasReports || counts[$0.id] != nil }.sorted()
            .map {
                Campaign(campaign: $0, recipients: counts[$0.id]?.participants)
            }
        lists = try await store.lists().sorted { ($0.title, $0.id) < ($1.title, $1.id) }
    }
}
