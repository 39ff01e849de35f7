import Engagement
import EngagementStore

/// The participants of a batch, joined with what is stored of them.
struct ParticipantMerge: Sendable {
    private let run: RunNumber
    private(set) var inserted: [Participant] = []
    private(set) var updated: [(stored: Participant, merged: Participant)] = []

    init(run: RunNumber) { self.run = run }

    /// Adds participants that are not stored yet, or probably not.
    mutating func insert(_ participants: [Participant]) { inserted += participants }

    /// Joins participants with what is stored of them.
    mutating func join(_ participants: [Participant], stored: [ParticipantDocument.Stored]) {
        let stored = Dictionary(stored.map { ($0.participant.contactID, $0.participant) }, uniquingKeysWith: { $1 })
        for participant in participants {
            guard let known = stored[participant.contactID] else {
                inserted.append(participant)
                continue
            }
            let merged = known.joined(with: participant)
            if merged != known { updated.append((known, merged)) }
        }
    }

    mutating func add(updated added: [(stored: Participant, merged: Participant)]) { updated += added }

    /// Removes insertions whose key was taken.
    /// - Returns: the participants removed.
    mutating func withdraw(_ indices: [Int]) -> [Participant] {
        let withdrawn = Set(indices)
        defer { inserted = inserted.enumerated().filter { !withdrawn.contains($0.offset) }.map(\.element) }
        return indices.map { inserted[$0] }
    }

    /// New participants and first reports.
    var outcome: MergeOutcome {
        var outcome = MergeOutcome()
        for participant in inserted { outcome.count(participant.firstReported, before: nil) }
        for (stored, merged) in updated { outcome.count(merged.firstReported, before: stored.firstReported) }
        return outcome
    }

    /// The times to journal.
    func journal(campaign: CampaignID) -> [JournalEntry.Change] {
        updated.compactMap { stored, merged in
            stored.timesToJournal(replacedBy: merged, in: run).map { .occurredAt(campaign, stored.contactID, old: $0) }
        }
    }
}
