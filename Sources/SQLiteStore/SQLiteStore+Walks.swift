package import Engagement
package import EngagementStore
import Foundation
import GRDB

extension SQLiteStore {
    package func certificates() async throws -> [Certificate] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM (
                        SELECT c.*, m.id AS campaign_id,
                            row_number() OVER (PARTITION BY campaign, kind ORDER BY sequence DESC) AS place,
                            row_number() OVER (PARTITION BY campaign, kind, is_complete ORDER BY sequence DESC)
                                AS place_of_its_sort
                        FROM certificate c JOIN campaign m ON m.key = c.campaign)
                    WHERE place = 1 OR (is_complete AND place_of_its_sort <= 2)
                    ORDER BY campaign, kind, sequence DESC
                    """
            ).map(Self.certificate)
        }
    }

    package func certificates(of run: RunNumber) async throws -> [Certificate] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.*, m.id AS campaign_id FROM certificate c JOIN campaign m ON m.key = c.campaign
                    WHERE run = ? ORDER BY sequence
                    """, arguments: [run]
            ).map(Self.certificate)
        }
    }

    package func openWalks() async throws -> [OpenWalk] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT w.*, m.id AS campaign_id FROM open_walk w JOIN campaign m ON m.key = w.campaign ORDER BY campaign, kind
                    """)
            return try rows.map { row in
                var seen = ContactSet()
                let parts = try Data.fetchCursor(
                    db, sql: "SELECT seen FROM open_walk_part WHERE campaign = ? AND kind = ?",
                    arguments: [row["campaign"] as Int64, row["kind"] as String])
                while let part = try parts.next() { seen.formUnion(ContactSet(bytes: part)) }
                return OpenWalk(
                    campaignID: row["campaign_id"], kind: try row.value("kind"), run: row["run"], cursor: row["cursor"],
                    pages: row["pages"], rows: row["rows"], seen: seen)
            }
        }
    }

    package func endWalk(
        _ certificate: Certificate, keepsCursor: Bool, vanished: [ContactID], returned: [ContactID]
    ) async throws {
        try await write { db in
            let key = try Self.key(of: certificate.campaignID, db)
            try Self.insert(certificate, campaign: key, db)
            if !keepsCursor { try Self.dropOpenWalk(campaign: key, kind: certificate.kind, db) }
            let marks = VanishingMarks(db: db, campaign: key, kind: certificate.kind, run: certificate.run)
            try marks.set(true, for: vanished)
            try marks.set(false, for: returned)
        }
    }

    package func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws {
        try await write { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return }
            try Self.dropOpenWalk(campaign: key, kind: kind, db)
        }
    }

    package func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact> {
        let bit = 1 << kind.index
        let select = "SELECT contact_id, vanished & \(bit) <> 0 FROM participant WHERE campaign = ?"
        let condition = "AND \(Columns.first(kind)) IS NOT NULL"
        return batches(after: ContactID.self) { db, last in
            guard let key = try Self.existingKey(of: campaign, db) else { return ([], nil) }
            let cursor = try Row.fetchCursor(
                db.cachedStatement(
                    sql:
                        "\(select) \(last == nil ? "" : "AND contact_id > ?") \(condition) ORDER BY contact_id LIMIT 5000"
                ),
                arguments: last.map { [key, $0] } ?? [key])
            var contacts: [ReportedContact] = []
            while let row = try cursor.next() { contacts.append(ReportedContact(id: row[0], isVanished: row[1])) }
            return (contacts, contacts.count < 5_000 ? nil : contacts.last?.id)
        }
    }

    // MARK: Rows

    static func dropOpenWalk(campaign: Int64, kind: ReportKind, _ db: Database) throws {
        for table in ["open_walk", "open_walk_part"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE campaign = ? AND kind = ?")
                .execute(arguments: [campaign, kind.rawValue])
        }
    }

    static func move(to checkpoint: MergeBatch.Checkpoint, campaign: Int64, run: RunNumber, _ db: Database) throws {
        guard let cursor = checkpoint.cursor else {
            return try dropOpenWalk(campaign: campaign, kind: checkpoint.kind, db)
        }
        let kind = checkpoint.kind.rawValue
        try db.cachedStatement(
            sql:
                "INSERT OR REPLACE INTO open_walk (campaign, kind, run, cursor, pages, \"rows\") VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [campaign, kind, run, cursor, checkpoint.pages, checkpoint.rows])
        try db.cachedStatement(sql: "INSERT INTO open_walk_part (campaign, kind, seen) VALUES (?, ?, ?)")
            .execute(arguments: [campaign, kind, Data(checkpoint.seen.bytes)])
    }

    static func insert(_ certificate: Certificate, campaign: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO certificate (campaign, kind, run, pages, "rows", "distinct", forgotten, ending, is_complete,
                expected_before, expected_after, is_resumed, ended_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            campaign, certificate.kind.rawValue, certificate.run, certificate.pages, certificate.rows,
            certificate.distinct,
            certificate.forgotten, certificate.ending.rawValue, certificate.isComplete, certificate.expectedBefore,
            certificate.expectedAfter, certificate.isResumed, certificate.endedAt.seconds, certificate.problem,
        ])
    }

    static func certificate(_ row: Row) throws -> Certificate {
        Certificate(
            campaignID: row["campaign_id"], kind: try row.value("kind"), run: row["run"], pages: row["pages"],
            rows: row["rows"],
            distinct: row["distinct"], forgotten: row["forgotten"], ending: try row.value("ending"),
            expectedBefore: row["expected_before"], expectedAfter: row["expected_after"], isResumed: row["is_resumed"],
            endedAt: Timestamp(seconds: row["ended_at"]), problem: row["problem"])
    }
}
