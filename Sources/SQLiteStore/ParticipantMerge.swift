import Basics
import Engagement
import EngagementStore
import GRDB

/// Joins participants of one campaign into the store, inside a transaction: reads what is stored of them, and writes only
/// differences.
struct ParticipantMerge {
    let db: Database
    let campaign: Int64
    let run: RunNumber

    func merge(_ participants: [Participant]) throws -> MergeOutcome {
        var outcome = MergeOutcome()
        let incoming = Self.inOrder(participants)
        let isFirst = try !hasParticipants()
        let statements = try ParticipantStatements(db: db, campaign: campaign)
        for participant in incoming {
            let stored = isFirst ? nil : try statements.stored(participant.contactID)
            try merge(participant, into: stored, with: statements, &outcome)
        }
        return outcome
    }

    /// In the order of the table, so that neighbours are written to the same page; one entry for each contact.
    private static func inOrder(_ participants: [Participant]) -> [Participant] {
        var result: [Participant] = []
        result.reserveCapacity(participants.count)
        for participant in participants.sorted(by: { $0.contactID < $1.contactID }) {
            guard let participant = participant.normalized else { continue }
            if let last = result.last, last.contactID == participant.contactID {
                result[result.count - 1].join(participant)
            } else {
                result.append(participant)
            }
        }
        return result
    }

    private func merge(
        _ participant: Participant, into stored: Participant?, with statements: ParticipantStatements,
        _ outcome: inout MergeOutcome
    ) throws {
        guard let stored else {
            try statements.insert(participant)
            return outcome.count(participant.firstReported, before: nil)
        }
        let joined = stored.joined(with: participant)
        guard joined != stored else { return }
        if let times = stored.timesToJournal(replacedBy: joined, in: run) { try journal(times, of: stored.contactID) }
        try statements.replace(joined)
        outcome.count(joined.firstReported, before: stored.firstReported)
    }

    /// Once a run.
    private func journal(_ times: OccurredAt, of contact: ContactID) throws {
        let isJournalled = try db.cachedStatement(
            sql: "SELECT 1 FROM journal WHERE contact_id = ? AND run = ? AND change = ? AND campaign = ?")
        let change = ChangeName.occurredAt.rawValue
        guard try Row.fetchOne(isJournalled, arguments: [contact, run, change, campaign]) == nil else { return }
        try db.cachedStatement(sql: "INSERT INTO journal (run, change, campaign, contact_id, old) VALUES (?, ?, ?, ?, ?)")
            .execute(arguments: [run, change, campaign, contact, try times.journalText])
    }

    private func hasParticipants() throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM participant WHERE campaign = ?)")
        return try Bool.fetchOne(statement, arguments: [campaign]) ?? false
    }
}
