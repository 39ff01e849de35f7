package import Engagement
import EngagementStore
import GRDB

/// Measures of when something happened.
extension SQLiteStore {
    package func hourCounts() async throws -> [HourCount] {
        try await read { db in
            var counts: [HourCount] = []
            for kind in [ReportKind.opened, .clicked] {
                let column = Columns.time(kind)
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT m.id, max(0, (p.\(column) - m.sent_at) / 3600) AS hour, count(*)
                        FROM campaign m CROSS JOIN participant p ON p.campaign = m.key
                        WHERE m.sent_at IS NOT NULL AND p.\(column) IS NOT NULL GROUP BY m.key, hour
                        """)
                while let row = try rows.next() {
                    counts.append(HourCount(campaignID: row[0], kind: kind, hour: row[1], count: row[2]))
                }
            }
            return counts
        }
    }
}
