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

    /// A part of what is kept of a campaign.
    struct Part: Sendable {
        let measured: MeasuredPart
        /// True if addresses of participants have changed since, and nothing else.
        let hasMoved: Bool
    }

    /// Of campaigns of which nothing has changed but addresses. Only the first part of each tells: it has the digests of the others.
    func rows() -> RowBatches<Part> {
        guard keeper != nil, !isAnew else { return .empty }
        return store.keptMeasures(Self.rowsKind).flatMap { kept in
            guard let id = kept.campaignID, kept.part > 0 || kept.change >= numbers[id].participants else { return [] }
            let part = MeasuredPart(campaignID: id, number: kept.part, bytes: kept.bytes)
            return [Part(measured: part, hasMoved: kept.change != numbers[id].measures)]
        }
    }

    /// Everybody whose address has changed since what is kept was measured, by campaign; nil where that can't be told.
    /// - Parameter runs: all that the store knows.
    func moved(of runs: [Run]) async throws -> [CampaignID: [MovedParticipant]]? {
        guard keeper != nil, !isAnew, let kept = try await store.keptMeasure(Self.sumsKind),
            let sums = KeptMeasure.value(of: kept.bytes, PeopleSums.self)
        else { return nil }
        if kept.change == numbers.measures { return [:] }
        guard let replaced = try await ReplacedRecords(since: sums.run, of: runs, in: store) else { return nil }
        let now = try await store.records(of: replaced.contacts)
        let moved = replaced.old.filter { now[$0]?.person != $1?.person }
        var participants: [CampaignID: [MovedParticipant]] = [:]
        for row in try await store.participations(of: moved.keys.sorted(by: utf8Less)) {
            participants[row.campaignID, default: []].append(
                MovedParticipant(
                    row.participant, from: moved[row.participant.contactID]??.person, to: row.attributes?.person))
        }
        return participants
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
