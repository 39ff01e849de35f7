package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func campaigns() async throws -> [CampaignRecord] {
        try await savedCampaigns().map(\.record).sorted { $0.campaign < $1.campaign }
    }

    package func savedCampaigns() async throws -> [SavedCampaign] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM campaign WHERE slug IS NOT NULL").map(Self.savedCampaign)
        }
    }

    package func saveCampaigns(_ records: [CampaignRecord], run: RunNumber) async throws {
        try await write { db in
            for record in records { try Self.save(record, run: run, db) }
        }
    }

    package func lists() async throws -> [ContactList] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM list ORDER BY id").map(Self.list)
        }
    }

    package func saveLists(_ lists: [ContactList]) async throws {
        try await write { db in
            for list in lists { try Self.save(list, db) }
            if !lists.isEmpty { try ChangeMarks(db: db).raiseAccount() }
        }
    }

    // MARK: Rows

    /// The key of a campaign in the other tables; made when the campaign is first seen.
    static func key(of campaign: CampaignID, _ db: Database) throws -> Int64 {
        if let key = try existingKey(of: campaign, db) { return key }
        try db.execute(sql: "INSERT INTO campaign (id) VALUES (?)", arguments: [campaign])
        return db.lastInsertedRowID
    }

    static func existingKey(of campaign: CampaignID, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT key FROM campaign WHERE id = ?"), arguments: [campaign])
    }

    static func ids(_ db: Database) throws -> [Int64: CampaignID] {
        var ids: [Int64: CampaignID] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT key, id FROM campaign")
        while let row = try rows.next() { ids[row[0]] = row[1] }
        return ids
    }

    private static func save(_ record: CampaignRecord, run: RunNumber, _ db: Database) throws {
        let key = try key(of: record.id, db)
        let row = try Row.fetchOne(db, sql: "SELECT * FROM campaign WHERE key = ? AND slug IS NOT NULL", arguments: [key])
        if let stored = try row.map(savedCampaign) {
            if stored.record == record { return }
            if stored.savedIn < run {
                try db.execute(
                    sql: "INSERT INTO journal (run, change, campaign, old) VALUES (?, ?, ?, ?)",
                    arguments: [run, ChangeName.campaign.rawValue, key, try jsonText(stored.record)])
            }
        }
        try write(record, key: key, run: run, db)
    }

    /// The columns of a campaign's record; NULL, all of them, where there is none.
    static let recordColumns = [
        "slug", "name", "subject", "status", "list_ids", "from_name", "from_address", "created_at", "sent_at", "first_run",
        "summary", "links", "written_run",
    ]

    static func write(_ record: CampaignRecord, key: Int64, run: RunNumber, _ db: Database) throws {
        let campaign = record.campaign
        try ChangeMarks(db: db).raise(campaign: key)
        try db.execute(
            sql: "UPDATE campaign SET \(Columns.list(recordColumns.map { "\($0) = ?" })) WHERE key = ?",
            arguments: [
                record.slug, campaign.name, campaign.subject, campaign.status.rawValue, try jsonText(campaign.listIDs),
                campaign.fromName, campaign.fromAddress, campaign.createdAt?.seconds, campaign.sentAt?.seconds,
                record.firstRun, try record.summary.map(jsonText), try record.links.map(jsonText), run, key,
            ])
    }

    static func save(_ list: ContactList, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO list (id, name, field_tags) VALUES (?, ?, ?)",
            arguments: [list.id, list.name, try jsonText(list.fieldTags)])
    }

    static func list(_ row: Row) throws -> ContactList {
        try row.decoded(in: "list", by: ["id"]) {
            ContactList(id: try $0.value("id"), name: try $0.value("name"), fieldTags: try $0.json("field_tags"))
        }
    }

    static func savedCampaign(_ row: Row) throws -> SavedCampaign {
        try row.decoded(in: "campaign", by: ["id"]) { row in
            let campaign = Campaign(
                id: try row.value("id"), name: try row.value("name"), subject: try row.value("subject"),
                status: try row.value("status"), listIDs: try row.json("list_ids"), fromName: try row.value("from_name"),
                fromAddress: try row.value("from_address"), createdAt: try row.optionalTime("created_at"),
                sentAt: try row.optionalTime("sent_at"))
            let record = CampaignRecord(
                campaign: campaign, slug: try row.value("slug"), firstRun: try row.value("first_run"),
                summary: try row.optionalJSON("summary"), links: try row.optionalJSON("links"))
            return SavedCampaign(record: record, savedIn: try row.value("written_run"))
        }
    }
}
