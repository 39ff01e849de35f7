package import Engagement

/// What a store holds, counted. A night in which nothing was reported finds the sums of the night before.
package struct StoreSums: Hashable, Sendable, Codable {
    package let counts: [CampaignID: Counts]
    package let people: PeopleCounts

    private static let kind = MeasureKind("store sums", version: 1)

    /// Those that were kept, if no campaign has changed since.
    package static func kept(in store: any StoreReader) async throws -> StoreSums? {
        try await kept(in: store, at: try await store.changeNumbers())
    }

    private static func kept(in store: any StoreReader, at numbers: ChangeNumbers) async throws -> StoreSums? {
        guard let kept = try await store.keptMeasure(kind), kept.change == numbers.measures else { return nil }
        return KeptMeasure.value(of: kept.bytes)
    }

    /// Those that were kept, or counted and kept. The lease must be held.
    /// - Parameter isAnew: true if rows are counted whatever was kept: somebody may have changed them behind the store's back.
    package static func current(in store: any StoreWriter, isAnew: Bool) async throws -> StoreSums {
        let numbers = try await store.changeNumbers()
        if !isAnew, let kept = try await kept(in: store, at: numbers) { return kept }
        let sums = StoreSums(
            counts: try await store.counts(asOf: nil), people: try await store.peopleCounts(asOf: nil, excluding: []))
        try await store.keep([KeptMeasure(sums, change: numbers.measures)], as: kind)
        return sums
    }
}
