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
        for chunk in incoming.chunks(of: IDList.chunk) {
            let stored = isFirst ? [:] : try read(chunk.lazy.map(\.contactID))
            for participant in chunk {
                if let old = stored[participant.contactID] {
                    try update(old, with: participant, &outcome)
                } else {
                    try insert(participant)
                    outcome.newParticipants += 1
                    count(newIn: participant.firstReported, since: FirstReported(), &outcome)
                }
            }
        }
        return outcome
    }

    /// In the order of the table, so that neighbours are written to the same page; one entry a contact; times only
    /// beside reports.
    private static func inOrder(_ participants: [Participant]) -> [Participant] {
        var result: [Participant] = []
        result.reserveCapacity(participants.count)
        for var participant in participants.sorted(by: { $0.contactID < $1.contactID })
        where !participant.firstReported.isEmpty {
            for kind in ReportKind.allCases where !participant.firstReported.isReported(kind) {
                participant.occurredAt[kind] = nil
            }
            if let last = result.last, last.contactID == participant.contactID {
                result[result.count - 1].join(participant)
            } else {
                result.append(participant)
            }
        }
        return result
    }

    private func update(_ old: Participant, with seen: Participant, _ outcome: inout MergeOutcome) throws {
        var joined = old
        joined.join(seen)
        guard joined != old else { return }
        if joined.occurredAt != old.occurredAt { try journalTimes(of: old, replacedBy: joined) }
        try write(joined)
        count(newIn: joined.firstReported, since: old.firstReported, &outcome)
    }

    private func count(newIn now: FirstReported, since before: FirstReported, _ outcome: inout MergeOutcome) {
        for kind in ReportKind.allCases where now.isReported(kind) && !before.isReported(kind) {
            outcome.gained[kind, default: 0] += 1
        }
    }

    /// Once a run, and only what was known before it: a rollback drops the times of the run's own reports anyway.
    private func journalTimes(of old: Participant, replacedBy new: Participant) throws {
        let known = old.firstReported.before(run)
        let kinds = ReportKind.allCases.filter(known.isReported)
        guard kinds.contains(where: { old.occurredAt[$0] != new.occurredAt[$0] }) else { return }
        let isJournalled = try db.cachedStatement(
            sql: """
                SELECT 1 FROM journal WHERE contact_id = ? AND run = ? AND change = 'occurred_at' AND campaign = ?
                """)
        guard try Row.fetchOne(isJournalled, arguments: [old.contactID, run, campaign]) == nil else { return }
        var times = OccurredAt()
        for kind in kinds { times[kind] = old.occurredAt[kind] }
        try db.cachedStatement(
            sql: "INSERT INTO journal (run, change, campaign, contact_id, old) VALUES (?, 'occurred_at', ?, ?, ?)"
        ).execute(arguments: [run, campaign, old.contactID, try times.journalText])
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
                    SELECT p.contact_id, \(Columns.participant(of: "p")) FROM json_each(?) id
                    CROSS JOIN participant p ON p.campaign = ? AND p.contact_id = id.value
                    """), arguments: [IDList.json(ids), campaign])
        var stored: [ContactID: Participant] = [:]
        while let row = try rows.next() {
            let participant = row.participant(row[0], from: 1)
            stored[participant.contactID] = participant
        }
        return stored
    }

    private static let columns = ReportKind.allCases.map(Columns.first) + ReportKind.allCases.map(Columns.time)
    private static let insertion = """
        INSERT INTO participant (\(columns.joined(separator: ", ")), campaign, contact_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let change = """
        UPDATE participant SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE campaign = ? AND contact_id = ?
        """

    private func insert(_ participant: Participant) throws { try Self.insert(participant, campaign: campaign, db) }

    private func write(_ participant: Participant) throws {
        try Self.execute(Self.change, participant, campaign: campaign, db)
    }

    static func insert(_ participant: Participant, campaign: Int64, _ db: Database) throws {
        try execute(insertion, participant, campaign: campaign, db)
    }

    private static func execute(_ sql: String, _ participant: Participant, campaign: Int64, _ db: Database) throws {
        var values: [DatabaseValue] = []
        values.reserveCapacity(14)
        for kind in ReportKind.allCases { values.append(participant.firstReported[kind]?.databaseValue ?? .null) }
        for kind in ReportKind.allCases { values.append(participant.occurredAt[kind]?.seconds.databaseValue ?? .null) }
        values.append(campaign.databaseValue)
        values.append(participant.contactID.databaseValue)
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}

extension OccurredAt {
    /// As the journal keeps it: the times by report's name.
    var journalText: String {
        get throws {
            let times = ReportKind.allCases.compactMap { kind in self[kind].map { (kind.rawValue, $0.seconds) } }
            return try jsonText(Dictionary(uniqueKeysWithValues: times))
        }
    }

    init(journalRow row: Row) throws {
        self.init()
        for (word, seconds) in try row.json("old", [String: Int64].self) ?? [:] {
            guard let kind = ReportKind(rawValue: word) else {
                throw UnreadableValue(what: "a report's name", text: word)
            }
            self[kind] = Timestamp(seconds: seconds)
        }
    }
}
