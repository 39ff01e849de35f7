package import Engagement
package import EngagementStore

extension MongoStore {
    package var mayHoldLegacyData: Bool { true }

    /// Adopts what the old scripts have stored in this database: in the first run everything, later whatever they have
    /// written since. Legacy documents are merged as reports of run 0, by the same law as everything else, and removed
    /// after that. If this is interrupted anywhere, the next call completes it; nothing is lost or counted twice.
    ///
    /// A `$group` with `$out` would replace the collection in one step, but not a sharded one, and not with our own
    /// documents in it.
    package func adoptLegacyData(
        slug: @escaping @Sendable (Campaign) -> String = { "campaign-\($0.id)" },
        isForgotten: @escaping @Sendable (ContactID, Person?) -> Bool = { _, _ in false }
    ) async throws -> LegacyAdoption? {
        let adopter = LegacyAdopter(store: self, slug: slug, isForgotten: isForgotten)
        var adoption = LegacyAdoption()
        try await adopter.dropForeignIndexes()
        adoption.campaigns = try await adopter.adoptCampaigns()
        while let page = try await adopter.readPage() {
            try await adopter.merge(page, into: &adoption)
            try await adopter.remove(page)
        }
        try await adopter.repair(&adoption)
        try await adopter.repairCopies(&adoption)
        return adoption == LegacyAdoption() ? nil : adoption
    }
}
