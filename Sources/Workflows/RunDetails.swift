package import Engagement
package import EngagementStore

/// What a store knows about one run.
package struct RunDetails: Sendable {
    package var run: Run
    /// Of its walks, by campaign in the order of sending, then by report.
    package var certificates: [Certificate]
    /// By campaign.
    package var titles: [CampaignID: String]
    /// Nil where nothing was compared.
    package var reconciliation: AccountReconciliation?

    /// - Parameter run: its id or number, or `latest`.
    /// - Throws: ``WorkflowError`` for a run that the store does not know.
    package init(of run: String, in store: any StoreReader) async throws {
        self.run = try await RunLookup.find(run, in: store)
        let campaigns = try await store.campaigns().map(\.campaign)
        titles = Dictionary(campaigns.map { ($0.id, $0.title) }) { $1 }
        let places = Dictionary(campaigns.enumerated().map { ($1.id, $0) }) { $1 }
        certificates = try await store.certificates(of: self.run.number)
            .sorted { (places[$0.campaignID] ?? .max, $0.kind) < (places[$1.campaignID] ?? .max, $1.kind) }
        reconciliation = try await store.reconciliation(of: self.run.number)
    }
}
