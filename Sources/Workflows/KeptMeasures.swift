import Basics
import Engagement
import EngagementStore
import Metrics

/// What a store keeps of measures, read and written in the forms of this version.
struct KeptMeasures: Sendable {
    let store: any StoreReader
    /// Nil where nothing may be used or kept.
    let keeper: (any StoreWriter)?
    /// True if what was kept is not used, and replaced.
    let isAnew: Bool
    /// Read before everything that is measured.
    let numbers: ChangeNumbers

    private static let rowsKind = MeasureKind("rows", version: MeasuredPart.version)
    private static let sumsKind = MeasureKind("people", version: 1)

    /// Of campaigns that have not changed.
    func rows() -> RowBatches<MeasuredPart> {
        guard keeper != nil, !isAnew else { return .empty }
        return store.keptMeasures(Self.rowsKind, at: numbers).flatMap { kept in
            kept.campaignID.map { [MeasuredPart(campaignID: $0, number: kept.part, bytes: kept.bytes)] } ?? []
        }
    }

    func keep(_ parts: [MeasuredPart]) async throws {
        guard let keeper, !parts.isEmpty else { return }
        let measures = parts.map {
            KeptMeasure(campaignID: $0.campaignID, change: numbers[$0.campaignID].measures, part: $0.number, bytes: $0.bytes)
        }
        try await keeper.keep(measures, as: Self.rowsKind)
    }

    /// Of the account, and whether no campaign has changed since. Nil where other campaigns were excluded, or somebody has been
    /// forgotten since: then nothing is kept any more.
    func sums(excluding excluded: Set<CampaignID>) async throws -> (sums: PeopleSums, areCurrent: Bool)? {
        guard keeper != nil, !isAnew, let kept = try await store.keptMeasure(Self.sumsKind),
            let sums = KeptMeasure.value(of: kept.bytes, PeopleSums.self), sums.excluded == excluded
        else { return nil }
        return (sums, kept.change == numbers.measures)
    }

    func keep(_ sums: PeopleSums) async throws {
        guard let keeper else { return }
        try await keeper.keep([KeptMeasure(sums, change: numbers.measures)], as: Self.sumsKind)
    }
}
