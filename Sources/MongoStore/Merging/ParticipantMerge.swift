import Engagement

/// The participants of a batch, joined with what is stored of them.
struct ParticipantMerge: Sendable {
    private let stored: [ContactID: Participant]
    private let run: RunNumber
    private(set) var inserted: [Participant] = []
    private(set) var updated: [(stored: Participant, merged: Participant)] = []
    /// First reports by kind.
    private(set) var gained: [ReportKind: Int] = [:]

    init(stored: [ParticipantDocument.Stored], run: RunNumber) {
        self.run = run
        self.stored = Dictionary(stored.map { ($0.participant.contactID, $0.participant) }, uniquingKeysWith: { $1 })
    }

    /// Joins one in. Who is in no report is no participant, and a time without its report tells nothing.
    mutating func join(_ participant: Participant) {
        guard !participant.firstReported.isEmpty else { return }
        let standing = stored[participant.contactID]
        var merged = participant
        for kind in ReportKind.allCases where !participant.firstReported.isReported(kind) { merged.occurredAt[kind] = nil }
        if let standing {
            merged.join(standing)
            guard merged != standing else { return }
            updated.append((standing, merged))
        } else {
            inserted.append(merged)
        }
        for kind in ReportKind.allCases
        where merged.firstReported.isReported(kind) && standing?.firstReported.isReported(kind) != true {
            gained[kind, default: 0] += 1
        }
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
