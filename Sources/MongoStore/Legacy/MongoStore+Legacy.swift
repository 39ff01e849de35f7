package import Engagement
package import EngagementStore

extension MongoStore {
    package var mayHoldLegacyData: Bool { true }

    /// Adopts what the old scripts have stored in this database: before the first run everything, later whatever they have
    /// written since. Legacy documents are merged by the same law as everything else, and removed after that. If this is
    /// interrupted anywhere, the next call completes it; nothing is lost or counted twice.
    ///
    /// A `$group` with `$out` would replace the collection in one step, but not a sharded one, and not with our own
    /// documents in it.
    package func adoptLegacyData(
        slug: @escaping @Sendable (Campaign) -> String = { "campaign-\($0.id)" },
        isForgotten: @escaping @Sendable (ContactID, String?) -> Bool = { _, _ in false },
        redaction: Redaction = .nothing
    ) async throws -> LegacyAdoption? {
        try await changing { try await self.adopt(slug: slug, isForgotten: isForgotten, redaction: redaction) }
    }

    private func adopt(
        slug: @escaping @Sendable (Campaign) -> String, isForgotten: @escaping @Sendable (ContactID, String?) -> Bool,
        redaction: Redaction
    ) async throws -> LegacyAdoption? {
        // Until that run has begun, a call that was interrupted comes to the same number again.
        let runs = try await runs()
        let run = runs.isEmpty ? 0 : RunNaming.nextNumber(after: runs.map(\.number))
        let adopter = LegacyAdopter(store: self, run: run, slug: slug, isForgotten: isForgotten, redaction: redaction)
        var adoption = LegacyAdoption(run: run)
        try await adopter.dropForeignIndexes(&adoption)
        try await adopter.adoptCampaigns(&adoption)
        try await adopter.adoptParticipants(.foreignKeys, &adoption)
        let groups = try await adopter.flagGroups()
        // Only a scan finds keys that are documents of another shape; the groups tell whether it is worth while.
        if groups.contains(where: { !$0.isOurs }) { try await adopter.adoptParticipants(.misshapenKeys, &adoption) }
        try await adopter.repair(groups, &adoption)
        try await adopter.repairCopies(groups, &adoption)
        try await adopter.registerUnnamedCampaigns(&adoption)
        return adoption.isEmpty ? nil : adoption
    }

    package func legacyTraces() async throws -> LegacyTraces {
        let adopter = LegacyAdopter(store: self, run: 0, slug: \.id, isForgotten: { _, _ in false }, redaction: .nothing)
        var traces = LegacyTraces()
        traces.campaigns = try await adopter.legacyCampaigns().count
        let groups = try await adopter.flagGroups()
        for group in groups {
            if !group.isOurs {
                traces.documents += group.count
            } else if try await adopter.corrected(group) != nil {
                traces.changedFlags += group.count
            }
        }
        try await adopter.eachWrongCopy(groups) { traces.changedCopies += $0.count }
        traces.setAside = try await connection.aggregate(.unkeyed, [["$count": "count"]]).first?["count"]?.int ?? 0
        return traces
    }
}
