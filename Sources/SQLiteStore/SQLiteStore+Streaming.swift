package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func participants(_ query: ParticipantQuery) -> RowBatches<ParticipantRow> {
        batches(after: StreamPlace.self) { db, place in
            var pager = try ParticipantPager(query, behind: place, db)
            return try pager.next()
        }
    }

    package func participations(of contacts: [ContactID]) async throws -> [ParticipantRow] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT p.contact_id, \(Columns.participant(of: "p")), p.vanished, \(Columns.attributes(of: "c")), m.id
                    FROM (SELECT DISTINCT value AS id FROM json_each(?)) wanted
                    CROSS JOIN participant p ON p.contact_id = wanted.id CROSS JOIN campaign m ON m.key = p.campaign
                    LEFT JOIN contact c ON c.contact_id = p.contact_id
                    ORDER BY m.sent_at IS NULL, m.sent_at, m.id, p.contact_id
                    """, arguments: [IDList.json(contacts)])
            return try rows.map { try ParticipantRow($0, campaign: $0[19]) }
        }
    }
}

/// The last row that was handed out.
struct StreamPlace: Sendable {
    var campaign: CampaignID
    var contact: ContactID
}

/// Reads a batch of participants, campaign by campaign, from a place on.
struct ParticipantPager {
    private static let size = 2_000

    private let db: Database
    private let query: ParticipantQuery
    private let condition: String
    private var campaigns: ArraySlice<(key: Int64, id: CampaignID)>
    /// The contact behind which the first of ``campaigns`` goes on.
    private var contact: ContactID?

    init(_ query: ParticipantQuery, behind place: StreamPlace?, _ db: Database) throws {
        self.db = db
        self.query = query
        var conditions = [Seen(asOf: query.asOf).matches(query.filter)]
        if let since = query.since { conditions.append("NOT \(Seen(asOf: since).matches(query.filter))") }
        condition = conditions.joined(separator: " AND ")
        campaigns = try Row.fetchAll(db, sql: "SELECT key, id FROM campaign ORDER BY sent_at IS NULL, sent_at, id")
            .map { (key: $0[0], id: $0[1]) }
            .filter { query.campaignIDs.isEmpty || query.campaignIDs.contains($0.id) }[...]
        if let place {
            campaigns = campaigns.drop { $0.id != place.campaign }
            contact = place.contact
        }
    }

    mutating func next() throws -> (rows: [ParticipantRow], last: StreamPlace?) {
        var rows: [ParticipantRow] = []
        while let (key, id) = campaigns.first {
            let page = try page(of: key, id, limit: Self.size - rows.count)
            rows += page
            if rows.count >= Self.size, let last = rows.last {
                return (rows, StreamPlace(campaign: id, contact: last.participant.contactID))
            }
            campaigns = campaigns.dropFirst()
            contact = nil
        }
        return (rows, nil)
    }

    private func page(of campaign: Int64, _ id: CampaignID, limit: Int) throws -> [ParticipantRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT p.contact_id, \(Columns.participant(of: "p")), p.vanished, \(Columns.attributes(of: "c")), c.first_run
                FROM participant p LEFT JOIN contact c ON c.contact_id = p.contact_id
                WHERE p.campaign = ? \(contact == nil ? "" : "AND p.contact_id > ?") AND \(condition)
                ORDER BY p.contact_id LIMIT \(limit)
                """)
        let cursor = try Row.fetchCursor(statement, arguments: contact.map { [campaign, $0] } ?? [campaign])
        var (rows, firstRuns): ([ParticipantRow], [RunNumber?]) = ([], [])
        while let row = try cursor.next() {
            rows.append(try ParticipantRow(row, campaign: id))
            if query.asOf != nil { firstRuns.append(row[19]) }
        }
        if let run = query.asOf {
            try PastRows(db: db, run: run, campaign: campaign).restore(&rows, firstRuns: firstRuns)
        }
        return rows
    }
}

extension ParticipantRow {
    /// Contact id, twelve columns of the participant, its marks, five of the record.
    init(_ row: Row, campaign: CampaignID) throws {
        let marks: Int = row[13]
        var vanished: Set<ReportKind> = []
        if marks != 0 { vanished = Set(ReportKind.allCases.filter { marks & (1 << $0.index) != 0 }) }
        self.init(
            campaignID: campaign, participant: row.participant(row[0], from: 1),
            attributes: try row.attributes(from: 14),
            vanished: vanished)
    }
}
