package import Engagement
import EngagementStore
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
                            row_number() OVER (PARTITION BY campaign, kind ORDER BY sequence DESC) AS age,
                            row_number() OVER (PARTITION BY campaign, kind, is_complete ORDER BY sequence DESC) AS age_of_its_sort
                        FROM certificate c JOIN campaign m ON m.key = c.campaign)
                    WHERE age = 1 OR (is_complete AND age_of_its_sort <= 2)
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
                try row.decoded(in: "open_walk", by: ["campaign_id", "kind"]) { row in
                    let kind: ReportKind = try row.value("kind")
                    return OpenWalk(
                        campaignID: try row.value("campaign_id"), kind: kind, run: try row.value("run"),
                        cursor: try row.value("cursor"), pages: try row.value("pages"), rows: try row.value("rows"),
                        seen: try Self.seen(campaign: try row.value("campaign"), kind: kind, db))
                }
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
            let changed = try marks.set(true, for: vanished) + marks.set(false, for: returned)
            if changed > 0 { try ChangeMarks(db: db).raise(campaign: key) }
        }
    }

    package func dropOpenWalk(campaign: CampaignID, kind: ReportKind) async throws {
        try await write { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return }
            try Self.dropOpenWalk(campaign: key, kind: kind, db)
        }
    }

    // MARK: Rows

    private static func seen(campaign: Int64, kind: ReportKind, _ db: Database) throws -> ContactSet {
        var seen = ContactSet()
        let parts = try Data.fetchCursor(
            db, sql: "SELECT seen FROM open_walk_part WHERE campaign = ? AND kind = ?", arguments: [campaign, kind.rawValue])
        while let part = try parts.next() {
            guard part.count.isMultiple(of: ContactSet.bytesPerID) else {
                throw UnreadableValue(field: "seen", value: UnreadableValue.bytes(part.count))
            }
            seen.formUnion(ContactSet(bytes: part))
        }
        return seen
    }

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
            sql: """
                INSERT OR REPLACE INTO open_walk (campaign, kind, run, cursor, pages, "rows") VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [campaign, kind, run, cursor, checkpoint.pages, checkpoint.rows])
        try db.cachedStatement(sql: "INSERT INTO open_walk_part (campaign, kind, seen) VALUES (?, ?, ?)")
            .execute(arguments: [campaign, kind, Data(checkpoint.seen.bytes)])
    }

    static func insert(_ certificate: Certificate, campaign: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO certificate (campaign, kind, run, pages, "rows", "distinct", forgotten, ending, is_complete,
                expected_before, expected_after, is_resumed, ended_at, problem) VALUES (\(Columns.placeholders(14)))
                """
        ).execute(arguments: [
            campaign, certificate.kind.rawValue, certificate.run, certificate.pages, certificate.rows, certificate.distinct,
            certificate.forgotten, certificate.ending.rawValue, certificate.isComplete, certificate.expectedBefore,
            certificate.expectedAfter, certificate.isResumed, certificate.endedAt.seconds, certificate.problem,
        ])
    }

    /// - Parameter row: all columns of the certificate, and the campaign's id.
    static func certificate(_ row: Row) throws -> Certificate {
        try row.decoded(in: "certificate", by: ["sequence"]) { row in
            Certificate(
                campaignID: try row.value("campaign_id"), kind: try row.value("kind"), run: try row.value("run"),
                pages: try row.value("pages"), rows: try row.value("rows"), distinct: try row.value("distinct"),
                forgotten: try row.value("forgotten"), ending: try row.value("ending"),
                expectedBefore: try row.value("expected_before"), expectedAfter: try row.value("expected_after"),
                isResumed: try row.value("is_resumed"), endedAt: try row.time("ended_at"), problem: try row.value("problem"))
        }
    }
}
