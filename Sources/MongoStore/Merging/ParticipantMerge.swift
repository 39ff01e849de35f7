import Engagement

/// The participants of a batch, joined with what is stored of them.
struct ParticipantMerge: Sendable {
    private let run: RunNumber
    private(set) var inserted: [Participant] = []
    private(set) var updated: [(stored: Participant, merged: Participant)] = []

    init(run: RunNumber) { self.run = run }

    /// What a batch says, without what can't be: who is in no report is no participant, and a time without its report
    /// tells nothing.
    static func sound(_ participants: [Participant]) -> [Participant] {
        participants.compactMap { participant in
            guard !participant.firstReported.isEmpty else { return nil }
            var sound = participant
            for kind in ReportKind.allCases where !participant.firstReported.isReported(kind) { sound.occurredAt[kind] = nil }
            return sound
        }
    }

    /// Takes participants that nobody has stored yet, or probably nobody.
    mutating func insert(_ participants: [Participant]) { inserted += participants }

    /// Joins participants with what is stored of them.
    mutating func join(_ participants: [Participant], stored: [ParticipantDocument.Stored]) {
        let stored = Dictionary(stored.map { ($0.participant.contactID, $0.participant) }, uniquingKeysWith: { $1 })
        for participant in participants {
            guard let standing = stored[participant.contactID] else {
                inserted.append(participant)
                continue
            }
            var merged = participant
            merged.join(standing)
            if merged != standing { updated.append((standing, merged)) }
        }
    }

    mutating func add(updated added: [(stored: Participant, merged: Participant)]) { updated += added }

    /// Takes back insertions that met a document with the same key.
    mutating func withdraw(_ places: [Int]) -> [Participant] {
        let withdrawn = Set(places)
        defer { inserted = inserted.enumerated().filter { !withdrawn.contains($0.offset) }.map(\.element) }
        return places.map { inserted[$0] }
    }

    /// First reports by kind.
    var gained: [ReportKind: Int] {
        var gained: [ReportKind: Int] = [:]
        for kind in ReportKind.allCases {
            let count =
                inserted.count { $0.firstReported.isReported(kind) }
                + updated.count { !$0.stored.firstReported.isReported(kind) && $0.merged.firstReported.isReported(kind) }
            if count > 0 { gained[kind] = count }
        }
        return gained
    }

    /// The times that are replaced by earlier ones, of reports that were known before this run.
    func journal(campaign: CampaignID) -> [JournalEntry.Change] {
        updated.compactMap { stored, merged in
            let known = stored.firstReported.before(run)
            var old = stored.occurredAt
            for kind in ReportKind.allCases where !known.isReported(kind) { old[kind] = nil }
            let changes = ReportKind.allCases.contains { known.isReported($0) && old[$0] != merged.occurredAt[$0] }
            return changes ? .occurredAt(campaign, stored.contactID, old: old) : nil
        }
    }
}
