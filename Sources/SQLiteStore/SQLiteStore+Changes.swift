package import Engagement
package import EngagementStore
import Foundation
import GRDB

extension SQLiteStore {
    package func changeNumbers() async throws -> ChangeNumbers {
        try await read { db in
            var numbers = ChangeNumbers()
            if let row = try Row.fetchOne(db, sql: "SELECT change_number, account_change FROM store") {
                (numbers.store, numbers.account) = (row[0], row[1])
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, participants_change, measures_change, rows_change FROM campaign WHERE rows_change > 0
                    """)
            while let row = try rows.next() {
                numbers.campaigns[row[0]] = ChangeNumbers.Campaign(participants: row[1], measures: row[2], rows: row[3])
            }
            return numbers
        }
    }

    // MARK: Measures

    package func keptMeasures(_ kind: MeasureKind) -> RowBatches<KeptMeasure> {
        RowBatches(after: (campaign: Int64, part: Int).self) { last in
            try await self.read { db in
                let rows = try Row.fetchAll(
                    db.cachedStatement(
                        sql: """
                            SELECT k.campaign, k.part, m.id, k.change_number, k.bytes
                            FROM kept_measure k LEFT JOIN campaign m ON m.key = k.campaign
                            WHERE k.kind = ? AND k.version = ? AND (k.campaign, k.part) > (?, ?)
                                AND (k.campaign = 0 OR m.id IS NOT NULL) ORDER BY k.campaign, k.part LIMIT \(Self.measuresAtOnce)
                            """), arguments: [kind.name, kind.version, last?.campaign ?? -1, last?.part ?? 0])
                let measures = rows.map {
                    KeptMeasure(campaignID: $0[2], change: $0[3], part: $0[1], bytes: [UInt8]($0[4] as Data))
                }
                return (measures, rows.count < Self.measuresAtOnce ? nil : rows.last.map { ($0[0], $0[1]) })
            }
        }
    }

    /// Each may have a megabyte.
    private static let measuresAtOnce = 8

    package func keep(_ measures: [KeptMeasure], as kind: MeasureKind) async throws {
        try await writeAside { db in
            for measure in measures {
                // 0 is no campaign's key: it stands for the account.
                let key = try measure.campaignID.map { try Self.existingKey(of: $0, db) } ?? 0
                guard let key else { continue }
                try db.cachedStatement(
                    sql: """
                        INSERT OR REPLACE INTO kept_measure (campaign, kind, part, version, change_number, bytes)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """
                ).execute(
                    arguments: [key, kind.name, measure.part, kind.version, measure.change, Data(measure.bytes)])
            }
        }
    }

    // MARK: Notifications

    package func notifyMemories() async throws -> [NotifyMemory] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT channel, state, saved_at FROM notify_memory ORDER BY channel").map { row in
                try row.decoded(in: "notify_memory", by: ["channel"]) {
                    NotifyMemory(
                        channel: try $0.value("channel"), state: [UInt8]($0["state"] as Data), savedAt: try $0.time("saved_at"))
                }
            }
        }
    }

    package func keep(_ memory: NotifyMemory) async throws { try await writeAside { try Self.keep(memory, $0) } }

    static func keep(_ memory: NotifyMemory, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO notify_memory (channel, state, saved_at) VALUES (?, ?, ?)",
            arguments: [memory.channel, Data(memory.state), memory.savedAt.seconds])
    }

    // MARK: Conflicting tags

    package func conflictingTags() async throws -> Set<FieldTag> {
        try await read { try String.fetchSet($0, sql: "SELECT tag FROM conflicting_tag") }
    }

    static func add(conflictingTags tags: Set<FieldTag>, _ db: Database) throws {
        var isNew = false
        for tag in tags {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO conflicting_tag (tag) VALUES (?)").execute(arguments: [tag])
            if db.changesCount > 0 { isNew = true }
        }
        if isNew { try ChangeMarks(db: db).raiseAccount() }
    }
}
