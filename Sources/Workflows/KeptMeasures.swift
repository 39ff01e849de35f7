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

    private static let rowsKind = MeasureKind("rows", version: MeasuredRows.version)
    private static let sumsKind = MeasureKind("people", version: 1)

    /// Of campaigns that have not changed. What can't be read was damaged, and is measured anew.
    func rows() async throws -> [CampaignID: MeasuredRows] {
        guard keeper != nil, !isAnew else { return [:] }
        var rows: [CampaignID: MeasuredRows] = [:]
        for (campaign, bytes) in try await store.keptMeasures(Self.rowsKind, at: numbers) {
            guard let campaign, let measured = try? MeasuredRows(bytes: bytes) else { continue }
            rows[campaign] = measured
        }
        return rows
    }

    func keep(_ rows: [(CampaignID, MeasuredRows)]) async throws {
        guard let keeper else { return }
        // A part at a time, so that the bytes of a large account are not in memory twice.
        for part in rows.chunks(of: 5) {
            try await keeper.keep(
                part.map { KeptMeasure(campaignID: $0, change: numbers[$0].measures, bytes: $1.bytes) }, as: Self.rowsKind)
        }
    }

    /// Of the account, and whether no campaign has changed since. Nil where other campaigns were excluded, or somebody has been
    /// forgotten since.
    func sums(excluding excluded: Set<CampaignID>, tombstones: Int) async throws -> (sums: PeopleSums, areCurrent: Bool)? {
        guard keeper != nil, !isAnew, let kept = try await store.keptMeasures(Self.sumsKind).first,
            let sums = KeptMeasure.value(of: kept.bytes, PeopleSums.self), sums.excluded == excluded,
            sums.tombstones == tombstones
        else { return nil }
        return (sums, kept.change == numbers.measures)
    }

    func keep(_ sums: PeopleSums) async throws {
        guard let keeper else { return }
        try await keeper.keep([KeptMeasure(sums, change: numbers.measures)], as: Self.sumsKind)
    }
}
