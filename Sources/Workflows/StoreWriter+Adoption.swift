import EngagementStore
import Sync

extension StoreWriter {
    /// Adopts what the old scripts stored, except people who were forgotten. The lease must be held.
    func adoptLegacyData(except forgotten: ForgottenFilter) async throws -> LegacyAdoption? {
        try await adoptLegacyData(slug: Slug.make, isForgotten: forgotten.knows)
    }
}
