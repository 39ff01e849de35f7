import Engagement
import EngagementStore

/// Counts as of runs. Those of the two last asked for are kept: going from run to run, each is taken once.
actor PastCounts {
    private let store: any StoreReader
    private var known: [(run: RunNumber, counts: [CampaignID: Counts])]

    /// - Parameter known: counts that have been taken already.
    init(_ store: any StoreReader, known: [(run: RunNumber, counts: [CampaignID: Counts])] = []) {
        self.store = store
        self.known = known
    }

    func counts(asOf run: RunNumber) async throws -> [CampaignID: Counts] {
        if let found = known.first(where: { $0.run == run }) { return found.counts }
        let counts = try await store.counts(asOf: run)
        known = known.suffix(1) + [(run, counts)]
        return counts
    }
}
