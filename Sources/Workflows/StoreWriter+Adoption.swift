import Engagement
import EngagementStore
import Sync
import Synchronization

extension StoreWriter {
    /// Adopts what the old scripts stored, except people who were forgotten. The lease must be held.
    func adoptLegacyData(except forgotten: ForgottenFilter) async throws -> LegacyAdoption? {
        let taken = Mutex<Set<String>>(Set(try await campaigns().map(\.slug)))
        return try await adoptLegacyData(
            slug: { campaign in
                taken.withLock { taken in
                    let slug = Slug.make(for: campaign, taken: taken)
                    taken.insert(slug)
                    return slug
                }
            }, isForgotten: forgotten.knows, redaction: forgotten.isEmpty ? .nothing : forgotten.redaction)
    }
}
