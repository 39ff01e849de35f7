package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func counts(asOf run: RunNumber?) async throws -> [CampaignID: Counts] {
        try await read { db in
            let conditions = ReportConditions(asOf: run)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, \(conditions.counts) FROM participant p JOIN campaign m ON m.key = p.campaign
                    WHERE \(conditions.any) GROUP BY p.campaign
                    """)
            var counts: [CampaignID: Counts] = [:]
            while let row = try rows.next() { counts[row[0]] = Counts(row, from: 1) }
            return counts
        }
    }

    package func counts(of campaign: CampaignID) async throws -> Counts {
        try await read { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return Counts() }
            let sql = "SELECT \(ReportConditions(asOf: nil).counts) FROM participant p WHERE p.campaign = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [key]).map { Counts($0, from: 0) } ?? Counts()
        }
    }

    package func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        try await read { db in
            let sums = ReportKind.allCases.map { "sum(p.vanished & \(VanishingMarks.bit(of: $0)) <> 0)" }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, \(Columns.list(sums)) FROM participant p JOIN campaign m ON m.key = p.campaign
                    WHERE p.vanished <> 0 GROUP BY p.campaign
                    """)
            var counts: [CampaignID: [ReportKind: Int]] = [:]
            while let row = try rows.next() {
                for kind in ReportKind.allCases {
                    let count: Int = row[1 + kind.index]
                    if count > 0 { counts[row[0], default: [:]][kind] = count }
                }
            }
            return counts
        }
    }

    package func fieldTags() async throws -> [FieldTag] {
        try await read { db in
            let tags = try String.fetchAll(
                db,
                sql: """
                    SELECT tag.key FROM contact, json_each(contact.fields) tag WHERE contact.fields IS NOT NULL
                    UNION SELECT tag.value FROM list, json_each(list.field_tags) tag
                    """)
            return Set(tags.map(normalizedText)).sorted(by: utf8Less)
        }
    }
}
