package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func peopleCounts(asOf run: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts {
        try await read { db in
            let (records, seen) = (PastRecords(asOf: run), Seen(asOf: run))
            let row = try Row.fetchOne(
                db,
                sql: """
                    \(records.with)
                    SELECT count(*), sum(engaged) FROM (
                        SELECT max(\(seen.opened)) AS engaged FROM participant p
                        CROSS JOIN \(records.table) c ON c.contact_id = p.contact_id
                        WHERE c.person IS NOT NULL AND \(seen.any)
                        AND p.campaign NOT IN (\(try Self.keys(of: excluding, db)))
                        GROUP BY c.person)
                    """)
            return PeopleCounts(people: row?[0] ?? 0, engaged: row?[1] ?? 0)
        }
    }

    package func people(asOf run: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow> {
        batches(after: Person.self) { db, last in
            try PeoplePager(asOf: run, excluding: try Self.keys(of: excluding, db), db).next(behind: last)
        }
    }

    package func identityAudit() async throws -> IdentityAudit {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    WITH member AS (SELECT DISTINCT contact_id FROM participant),
                    address AS (
                        SELECT c.contact_id, c.person FROM member JOIN contact c USING (contact_id) WHERE c.person IS NOT NULL
                        UNION
                        SELECT j.contact_id, j.person FROM member JOIN journal j USING (contact_id) WHERE j.person IS NOT NULL)
                    SELECT (SELECT count(*) FROM member),
                        (SELECT count(DISTINCT c.person) FROM member JOIN contact c USING (contact_id)),
                        (SELECT count(*) FROM (SELECT 1 FROM member JOIN contact c USING (contact_id) WHERE c.person IS NOT NULL
                            GROUP BY c.person HAVING count(*) > 1)),
                        (SELECT count(*) FROM (SELECT 1 FROM address GROUP BY contact_id HAVING count(*) > 1)),
                        (SELECT count(*) FROM member WHERE contact_id NOT IN (SELECT contact_id FROM address))
                    """)
            return row.map {
                IdentityAudit(
                    contacts: $0[0], people: $0[1], sharedAddresses: $0[2], changedAddresses: $0[3],
                    withoutAddress: $0[4])
            } ?? IdentityAudit()
        }
    }

    /// The campaigns' keys with commas between them.
    private static func keys(of campaigns: Set<CampaignID>, _ db: Database) throws -> String {
        try campaigns.compactMap { try existingKey(of: $0, db) }.sorted().map(String.init).joined(separator: ",")
    }
}

/// Reads a batch of people, by address, from a place on.
struct PeoplePager {
    private static let size = 1_000

    private let db: Database
    private let run: RunNumber?
    private let records: PastRecords
    /// Keys of the campaigns left out.
    private let excluded: String

    init(asOf run: RunNumber?, excluding excluded: String, _ db: Database) {
        self.db = db
        self.run = run
        self.excluded = excluded
        records = PastRecords(asOf: run)
    }

    /// A batch may hold fewer people than were looked at, as some are no participants: so the place to go on is told,
    /// not guessed.
    func next(behind start: Person?) throws -> (rows: [PersonRow], last: Person?) {
        var start = start
        while true {
            let people = try candidates(behind: start)
            guard let first = people.first, let last = people.last else { return ([], nil) }
            let rows = try page(from: first, to: last)
            let isEnd = people.count < Self.size
            if !rows.isEmpty || isEnd { return (rows, isEnd ? nil : last) }
            start = last
        }
    }

    /// The next addresses that anybody has, or had when the run ended: looked up in two indexes, as the past has none.
    private func candidates(behind start: Person?) throws -> [Person] {
        func addresses(in table: String, _ condition: String) -> String {
            """
            SELECT * FROM (SELECT DISTINCT person FROM \(table)
            WHERE person IS NOT NULL \(start == nil ? "" : "AND person > :start") \(condition)
            ORDER BY person LIMIT \(Self.size))
            """
        }
        let past = run.map { " UNION " + addresses(in: "journal", "AND run > \($0)") } ?? ""
        return try String.fetchAll(
            db, sql: "\(addresses(in: "contact", ""))\(past) ORDER BY person LIMIT \(Self.size)",
            arguments: start.map { ["start": $0] } ?? [:])
    }

    private func page(from first: Person, to last: Person) throws -> [PersonRow] {
        let earlier = try earlierTimes(from: first, to: last)
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                \(records.with)
                SELECT c.contact_id, \(Columns.participant(of: "p")), \(Columns.attributes(of: "c")), p.campaign, m.sent_at,
                    c.person
                FROM \(records.table) c CROSS JOIN participant p ON p.contact_id = c.contact_id
                CROSS JOIN campaign m ON m.key = p.campaign
                WHERE c.person >= ? AND c.person <= ? AND \(Seen(asOf: run).any) AND p.campaign NOT IN (\(excluded))
                ORDER BY c.person, c.contact_id
                """, arguments: [first, last])
        var rows: [PersonRow] = []
        var tally = PersonTally()
        while let row = try cursor.next() {
            let person: Person = row[20]
            if person != tally.person {
                if let finished = tally.row { rows.append(finished) }
                tally = PersonTally(person: person)
            }
            if tally.contact != row[0] { tally.add(contact: row[0], try row.attributes(from: 13)) }
            var participant = row.participant(row[0], from: 1)
            let campaign: Int64 = row[18]
            if let run {
                if let times = earlier[ParticipantKey(campaign: campaign, contact: row[0])] {
                    participant.occurredAt = times
                }
                participant = participant.asOf(run)
            }
            tally.add(participant, campaign: campaign, sentAt: row.time(19))
        }
        if let finished = tally.row { rows.append(finished) }
        return rows
    }

    private struct ParticipantKey: Hashable {
        var campaign: Int64
        var contact: ContactID
    }

    /// The times that later runs have replaced, of the contacts of these people.
    private func earlierTimes(from first: Person, to last: Person) throws -> [ParticipantKey: OccurredAt] {
        guard let run else { return [:] }
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                \(records.with)
                SELECT j.* FROM \(records.table) c CROSS JOIN journal j ON j.contact_id = c.contact_id
                WHERE c.person >= ? AND c.person <= ? AND j.run > ? AND j.change = 'occurred_at' ORDER BY j.sequence DESC
                """, arguments: [first, last, run])
        var times: [ParticipantKey: OccurredAt] = [:]
        while let row = try cursor.next() {
            times[ParticipantKey(campaign: row["campaign"], contact: row["contact_id"])] = try OccurredAt(
                journalRow: row)
        }
        return times
    }
}

/// Adds one person's participations up.
private struct PersonTally {
    var person: Person?
    var contact: ContactID?
    private var campaigns: Set<Int64> = []
    private var opened: Set<Int64> = []
    private var clicked: Set<Int64> = []
    private var firstCampaignAt: Timestamp?
    private var lastOpenedAt: Timestamp?
    private var lastClickedAt: Timestamp?
    private var attributes: Attributes?

    init(person: Person? = nil) { self.person = person }

    mutating func add(contact id: ContactID, _ record: Attributes?) {
        contact = id
        guard let record else { return }
        attributes = attributes?.joined(with: record) ?? record
    }

    mutating func add(_ participant: Participant, campaign: Int64, sentAt: Timestamp?) {
        campaigns.insert(campaign)
        let flags = participant.firstReported.engagement
        if flags.opened { opened.insert(campaign) }
        if flags.clicked { clicked.insert(campaign) }
        firstCampaignAt = [firstCampaignAt, sentAt].compactMap { $0 }.min()
        lastOpenedAt = [lastOpenedAt, participant.occurredAt[.opened]].compactMap { $0 }.max()
        lastClickedAt = [lastClickedAt, participant.occurredAt[.clicked]].compactMap { $0 }.max()
    }

    var row: PersonRow? {
        person.map {
            PersonRow(
                person: $0, campaigns: campaigns.count, opened: opened.count, clicked: clicked.count,
                firstCampaignAt: firstCampaignAt, lastOpenedAt: lastOpenedAt, lastClickedAt: lastClickedAt,
                attributes: attributes)
        }
    }
}
