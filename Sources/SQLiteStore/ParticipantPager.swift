import Engagement
import EngagementStore
import GRDB

/// Reads one page of participants, campaign by campaign.
struct ParticipantPager {
    /// The last row of the page before, and what the pass has read of contacts.
    struct Key: Sendable {
        var campaign: CampaignID
        var contact: ContactID
        var cache: RecordCache
    }

    private let db: Database
    private let query: ParticipantQuery
    private let condition: String
    /// What is left to read.
    private let campaigns: ArraySlice<(key: Int64, id: CampaignID)>
    private let last: Key?
    private let cache: RecordCache
    /// Nil where every row gets its record.
    private let kept: KeptContacts?

    init(_ query: ParticipantQuery, keeping kept: KeptContacts?, behind last: Key?, _ db: Database) throws {
        self.db = db
        self.query = query
        self.last = last
        cache = last?.cache ?? RecordCache()
        self.kept = query.asOf == nil ? kept : nil
        var conditions = [ReportConditions(asOf: query.asOf).matches(query.filter)]
        if let since = query.since { conditions.append("NOT \(ReportConditions(asOf: since).matches(query.filter))") }
        condition = conditions.joined(separator: " AND ")
        let chosen = try Row.fetchAll(db, sql: "SELECT key, id FROM campaign ORDER BY sent_at IS NULL, sent_at, id")
            .map { (key: $0[0] as Int64, id: $0[1] as CampaignID) }
            .filter { query.campaignIDs.isEmpty || query.campaignIDs.contains($0.id) }
        campaigns = if let last { chosen.drop { $0.id != last.campaign } } else { chosen[...] }
    }

    func page() throws -> (rows: [ParticipantRow], last: Key?) {
        let change = try Int64.fetchOne(db, sql: "SELECT change_number FROM store") ?? 0
        return try cache.using(at: change) { try page(with: &$0) }
    }

    private func page(with records: inout [ContactID: Attributes]) throws -> (rows: [ParticipantRow], last: Key?) {
        var rows: [ParticipantRow] = []
        for (key, id) in campaigns {
            let contact = id == last?.campaign ? last?.contact : nil
            rows += try self.rows(of: key, id, behind: contact, limit: SQLiteStore.pageSize - rows.count, with: &records)
            if rows.count >= SQLiteStore.pageSize, let end = rows.last {
                return (rows, Key(campaign: id, contact: end.participant.contactID, cache: cache))
            }
        }
        return (rows, nil)
    }

    private func rows(
        of campaign: Int64, _ id: CampaignID, behind contact: ContactID?, limit: Int, with records: inout [ContactID: Attributes]
    ) throws -> [ParticipantRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(ParticipantColumns.own) FROM participant p
                WHERE p.campaign = ? \(contact == nil ? "" : "AND p.contact_id > ?") AND \(condition)
                ORDER BY p.contact_id LIMIT ?
                """)
        let arguments: StatementArguments = contact.map { [campaign, $0, limit] } ?? [campaign, limit]
        var rows = try StatementRow.all(of: statement, arguments) { try ParticipantRow($0, campaign: id) }
        try addRecords(to: &rows, with: &records)
        guard let run = query.asOf else { return rows }
        return try asOf(run, rows, campaign: campaign)
    }

    private func addRecords(to rows: inout [ParticipantRow], with records: inout [ContactID: Attributes]) throws {
        let needed = kept?.places(ofOthersIn: rows.lazy.map(\.participant.contactID))
        var unknown: [Int] = []
        for index in needed ?? Array(rows.indices) {
            rows[index].attributes = records[rows[index].participant.contactID]
            if rows[index].attributes == nil { unknown.append(index) }
        }
        // A consumer that keeps contacts asks for hardly any of them again.
        let others = try readRecords(of: unknown.map { rows[$0].participant.contactID }, isCaching: kept == nil, into: &records)
        for index in unknown {
            let contact = rows[index].participant.contactID
            rows[index].attributes = records[contact] ?? others[contact]
        }
    }

    /// - Returns: those for which there was no room.
    private func readRecords(
        of contacts: [ContactID], isCaching: Bool, into records: inout [ContactID: Attributes]
    ) throws -> [ContactID: Attributes] {
        var others: [ContactID: Attributes] = [:]
        if contacts.isEmpty { return others }
        let columns = kept?.needsFields ?? true ? Columns.list(Columns.record, of: "c") : Columns.recordWithoutFields
        let cursor = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.contact_id, \(columns) FROM json_each(?) wanted
                    CROSS JOIN contact c ON c.contact_id = wanted.value
                    """), arguments: [IDList.json(contacts)])
        while let row = try cursor.next() {
            let contact: ContactID = row[0]
            let record = try row.reading("contact (contact_id \(contact))") { try row.attributes(from: 1) }
            if isCaching, RecordCache.hasRoom(in: records) { records[contact] = record } else { others[contact] = record }
        }
        return others
    }

    /// Undoes what later runs have changed about rows of one campaign.
    private func asOf(_ run: RunNumber, _ rows: [ParticipantRow], campaign: Int64) throws -> [ParticipantRow] {
        guard let first = rows.first?.participant.contactID, let last = rows.last?.participant.contactID else { return rows }
        let entries = try SQLiteStore.entries(
            db,
            sql: """
                SELECT * FROM journal WHERE contact_id >= ? AND contact_id <= ? AND run > ?
                AND (campaign = ? OR change = '\(ChangeName.attributes.rawValue)') ORDER BY sequence
                """, arguments: [first, last, run, campaign])
        let replay = JournalReplay(oldestFirst: entries)
        return rows.compactMap { replay.row($0, asOf: run) }
    }
}
