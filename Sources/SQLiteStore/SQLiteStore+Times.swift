package import Engagement
import EngagementStore
import GRDB

/// Measures of when something happened.
extension SQLiteStore {
    package func hourCounts() async throws -> [HourCount] {
        try await times({ "max(0, (p.\($0) - m.sent_at) / 3600)" }) { row, kind in
            HourCount(campaignID: row[0], kind: kind, hour: row[1], count: row[2])
        }
    }

    package func quarterHourCounts() async throws -> [QuarterHourCount] {
        try await times({ "p.\($0) / 900 * 900" }) { row, kind in
            QuarterHourCount(campaignID: row[0], kind: kind, startsAt: Timestamp(seconds: row[1]), count: row[2])
        }
    }

    package func quickOpens(within seconds: Int) async throws -> [CampaignID: Int] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, count(*) FROM participant p JOIN campaign m ON m.key = p.campaign
                    WHERE p.opened_at - ifnull(p.sent_at, m.sent_at) <= ? GROUP BY p.campaign
                    """, arguments: [seconds])
            var counts: [CampaignID: Int] = [:]
            while let row = try rows.next() { counts[row[0]] = row[1] }
            return counts
        }
    }

    /// Counts of opens and of clicks with a time, by campaign and slot.
    /// - Parameter slot: an expression of the column with the time.
    private func times<Value: Sendable>(
        _ slot: @Sendable (_ column: String) -> String, _ value: @Sendable (Row, ReportKind) -> Value
    ) async throws -> [Value] {
        try await read { db in
            var values: [Value] = []
            for kind in [ReportKind.opened, .clicked] {
                let column = Columns.time(kind)
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT m.id, \(slot(column)) AS slot, count(*)
                        FROM campaign m CROSS JOIN participant p ON p.campaign = m.key
                        WHERE m.sent_at IS NOT NULL AND p.\(column) IS NOT NULL GROUP BY m.key, slot
                        """)
                while let row = try rows.next() { values.append(value(row, kind)) }
            }
            return values
        }
    }
}
