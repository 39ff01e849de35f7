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

    /// Who has another address than when everything that is kept had been measured.
    struct Moves: Sendable {
        /// No number of a change was higher then.
        let change: ChangeNumber
        let participants: [CampaignID: [MovedParticipant]]
    }

    /// A part of what is kept of a campaign, and whose addresses have changed since; nil where nobody's has.
    typealias Part = (measured: MeasuredPart, moved: [MovedParticipant]?)

    /// Of campaigns that have not changed, or of which only addresses have. The first part of each tells: it has the digests of the others.
    /// - Parameter moves: nil where they can't be told.
    func rows(with moves: Moves?) -> RowBatches<Part> {
        guard keeper != nil, !isAnew else { return .empty }
        return store.keptMeasures(Self.rowsKind).flatMap { kept -> [Part] in
            guard let id = kept.campaignID else { return [] }
            let part = MeasuredPart(campaignID: id, number: kept.part, bytes: kept.bytes)
            if kept.part > 0 || kept.change == numbers[id].measures { return [(part, nil)] }
            guard let moves, kept.change >= numbers[id].participants, kept.change <= moves.change else { return [] }
            return [(part, moves.participants[id, default: []])]
        }
    }

    /// All that they took part in is held in memory.
    private static let movedAtMost = 1_000

    /// Nil where nobody has moved, or where it can't be told.
    /// - Parameter runs: all that the store knows.
    func moves(of runs: [Run]) async throws -> Moves? {
        // The sums are kept last: when they were, all that was kept held.
        guard keeper != nil, !isAnew, let kept = try await store.keptMeasure(Self.sumsKind), kept.change != numbers.measures,
            let sums = KeptMeasure.value(of: kept.bytes, PeopleSums.self),
            let replaced = try await ReplacedRecords(since: sums.run, of: runs, in: store)
        else { return nil }
        let now = try await store.records(of: replaced.contacts)
        let moved = replaced.old.filter { now[$0]?.person != $1?.person }
        guard moved.count <= Self.movedAtMost else { return nil }
        var participants: [CampaignID: [MovedParticipant]] = [:]
        for row in try await store.participations(of: moved.keys.sorted(by: utf8Less)) {
            participants[row.campaignID, default: []].append(
                MovedParticipant(
                    row.participant, from: moved[row.participant.contactID]??.person, to: row.attributes?.person))
        }
        return Moves(change: kept.change, participants: participants)
    }

    /// Keeps parts that have more bytes together, and takes them away.
    func keep(_ parts: inout [MeasuredPart], ifMoreThan limit: Int) async throws {
        guard parts.reduce(0, { $0 + $1.bytes.count }) > limit else { return }
        try await keep(parts)
        parts = []
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
