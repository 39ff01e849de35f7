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
        for chunk in incoming.chunks(of: IDList.maximumCount) {
            let stored = isFirst ? [:] : try read(chunk.lazy.map(\.contactID))
            for participant in chunk { try merge(participant, into: stored[participant.contactID], &outcome) }
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

    private func merge(_ participant: Participant, into stored: Participant?, _ outcome: inout MergeOutcome) throws {
        guard let stored else {
            try Self.insert(participant, campaign: campaign, db)
            return outcome.count(participant.firstReported, before: nil)
        }
        let joined = stored.joined(with: participant)
        guard joined != stored else { return }
        if let times = stored.timesToJournal(replacedBy: joined, in: run) { try journal(times, of: stored.contactID) }
        try Self.execute(Self.change, joined, campaign: campaign, db)
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

    // MARK: Statements

    private func hasParticipants() throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM participant WHERE campaign = ?)")
        return try Bool.fetchOne(statement, arguments: [campaign]) ?? false
    }

    private func read(_ ids: some Sequence<ContactID>) throws -> [ContactID: Participant] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT p.contact_id, \(Columns.list(Columns.participant, of: "p")), p.campaign FROM json_each(?) id
                    CROSS JOIN participant p ON p.campaign = ? AND p.contact_id = id.value
                    """), arguments: [IDList.json(ids), campaign])
        var stored: [ContactID: Participant] = [:]
        while let row = try rows.next() {
            let participant = try row.decoded(in: "participant", by: ["campaign", "contact_id"]) {
                try $0.participant($0[0], from: 1)
            }
            stored[participant.contactID] = participant
        }
        return stored
    }

    private static let insertion = """
        INSERT INTO participant (\(Columns.list(Columns.participant)), campaign, contact_id)
        VALUES (\(Columns.placeholders(Columns.participant.count)), ?, ?)
        """
    private static let change = """
        UPDATE participant SET \(Columns.list(Columns.participant.map { "\($0) = ?" })) WHERE campaign = ? AND contact_id = ?
        """

    static func insert(_ participant: Participant, campaign: Int64, _ db: Database) throws {
        try execute(insertion, participant, campaign: campaign, db)
    }

    private static func execute(_ sql: String, _ participant: Participant, campaign: Int64, _ db: Database) throws {
        var values: [DatabaseValue] = []
        values.reserveCapacity(Columns.participant.count + 2)
        for kind in ReportKind.allCases { values.append(participant.firstReported[kind]?.databaseValue ?? .null) }
        for kind in ReportKind.allCases { values.append(participant.occurredAt[kind]?.seconds.databaseValue ?? .null) }
        values.append(campaign.databaseValue)
        values.append(participant.contactID.databaseValue)
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}
