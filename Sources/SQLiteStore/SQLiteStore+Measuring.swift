package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func counts(asOf run: RunNumber?) async throws -> [CampaignID: Counts] {
        try await read { db in
            let seen = Seen(asOf: run)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, \(seen.counts) FROM participant p JOIN campaign m ON m.key = p.campaign
                    WHERE \(seen.any) GROUP BY p.campaign
                    """)
            var counts: [CampaignID: Counts] = [:]
            while let row = try rows.next() { counts[row[0]] = Counts(row, from: 1) }
            return counts
        }
    }

    package func counts(of campaign: CampaignID) async throws -> Counts {
        try await read { db in
            guard let key = try Self.existingKey(of: campaign, db) else { return Counts() }
            let sql = "SELECT \(Seen(asOf: nil).counts) FROM participant p WHERE p.campaign = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [key]).map { Counts($0, from: 0) } ?? Counts()
        }
    }

    package func gains() async throws -> [Gain] {
        try await read { db in
            let ids = try Self.ids(db)
            var tally = GainTally()
            let rows = try Row.fetchCursor(
                db,
                sql:
                    "SELECT campaign, \(ReportKind.allCases.map(Columns.first).joined(separator: ", ")) FROM participant"
            )
            while let row = try rows.next() { tally.add(row) }
            return tally.gains(ids)
        }
    }

    package func domainCounts() async throws -> [DomainCounts] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, c.domain, \(Seen(asOf: nil).counts) FROM participant p
                    CROSS JOIN contact c ON c.contact_id = p.contact_id CROSS JOIN campaign m ON m.key = p.campaign
                    WHERE c.person IS NOT NULL GROUP BY p.campaign, c.domain
                    """)
            var counts: [DomainCounts] = []
            while let row = try rows.next() {
                counts.append(DomainCounts(campaignID: row[0], domain: row[1], counts: Counts(row, from: 2)))
            }
            return counts
        }
    }

    package func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        try await read { db in
            let sums = ReportKind.allCases.map { "sum(p.vanished & \(1 << $0.index) <> 0)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT m.id, \(sums) FROM participant p JOIN campaign m ON m.key = p.campaign
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
            try String.fetchAll(
                db,
                sql: """
                    SELECT tag.key FROM contact, json_each(contact.fields) tag WHERE contact.fields IS NOT NULL
                    UNION SELECT tag.value FROM list, json_each(list.field_tags) tag ORDER BY 1
                    """)
        }
    }
}

/// What of a participant `p` was known when a run had ended, in SQL.
struct Seen {
    let run: RunNumber?

    init(asOf run: RunNumber?) { self.run = run }

    /// Never null, so that it can be negated.
    func reported(_ kind: ReportKind) -> String {
        let column = "p.\(Columns.first(kind))"
        return run.map { "(\(column) IS NOT NULL AND \(column) <= \($0))" } ?? "(\(column) IS NOT NULL)"
    }

    /// True for all who were participants at all.
    var any: String { run == nil ? "true" : "(\(ReportKind.allCases.map(reported).joined(separator: " OR ")))" }

    var opened: String { "(\(reported(.opened)) OR \(reported(.clicked)))" }

    /// The same as ``ParticipantQuery/Filter/matches(_:)``.
    func matches(_ filter: ParticipantQuery.Filter) -> String {
        switch filter {
        case .all: any
        case .engaged, .opened: opened
        case .clicked: reported(.clicked)
        case .bounced: reported(.bounced)
        case .complained: reported(.complained)
        case .unsubscribed: reported(.unsubscribed)
        case .unengaged: "(\(reported(.sent)) AND NOT \(opened) AND NOT \(reported(.bounced)))"
        }
    }

    /// Eight sums, in the order of ``Counts/init(_:from:)``.
    var counts: String {
        (["count(*)"] + [reported(.sent), opened, reported(.opened)].map { "sum(\($0))" }
            + [ReportKind.clicked, .bounced, .complained, .unsubscribed].map { "sum(\(reported($0)))" }).joined(
                separator: ", ")
    }
}

extension Counts {
    init(_ row: Row, from index: Int) {
        func sum(_ place: Int) -> Int { row[index + place] ?? 0 }
        self.init(
            participants: sum(0), sent: sum(1), opened: sum(2), openedReported: sum(3), clicked: sum(4),
            engaged: sum(2),
            bounced: sum(5), complained: sum(6), unsubscribed: sum(7))
    }
}
