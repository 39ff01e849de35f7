package import Engagement
import EngagementStore
import GRDB

extension SQLiteStore {
    package func peopleCounts(asOf run: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts {
        try await read { db in
            let (records, conditions) = (RecordsAsOf(run), ReportConditions(asOf: run))
            let row = try Row.fetchOne(
                db,
                sql: """
                    \(records.with)
                    SELECT count(*), sum(engaged) FROM (
                        SELECT max(\(conditions.opened)) AS engaged FROM participant p
                        CROSS JOIN \(records.table) c ON c.contact_id = p.contact_id
                        WHERE c.person IS NOT NULL AND \(conditions.any)
                        AND p.campaign NOT IN (\(try Self.keys(of: excluding, db)))
                        GROUP BY c.person)
                    """)
            return PeopleCounts(people: row?[0] ?? 0, engaged: row?[1] ?? 0)
        }
    }

    package func people(asOf run: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow> {
        batches(after: Person.self, readsAhead: true) { db, last in
            try PeoplePager(asOf: run, excluding: try Self.keys(of: excluding, db), db).page(behind: last)
        }
    }

    package func contactsByAddress(asOf run: RunNumber?) -> RowBatches<ContactRecord> {
        batches(after: Person.self, readsAhead: true) { db, last in
            try ContactPager(asOf: run, db).page(behind: last)
        }
    }

    package func identityAudit() async throws -> IdentityAudit {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    WITH member AS (SELECT DISTINCT contact_id FROM participant),
                    address AS (
                        SELECT c.contact_id, c.person FROM member JOIN contact c USING (contact_id) WHERE c.person IS NOT NULL
                        UNION
                        SELECT j.contact_id, j.person FROM member JOIN journal j USING (contact_id) WHERE j.person IS NOT NULL)
                    SELECT (SELECT count(*) FROM member),
                        (SELECT count(DISTINCT c.person) FROM member JOIN contact c USING (contact_id)),
                        (SELECT count(*) FROM (SELECT 1 FROM member JOIN contact c USING (contact_id) WHERE c.person IS NOT NULL
                            GROUP BY c.person HAVING count(*) > 1)),
                        (SELECT count(*) FROM (SELECT 1 FROM address GROUP BY contact_id HAVING count(*) > 1)),
                        (SELECT count(*) FROM member WHERE contact_id NOT IN (SELECT contact_id FROM address))
                    """)
            return row.map {
                IdentityAudit(
                    contacts: $0[0], people: $0[1], sharedAddresses: $0[2], changedAddresses: $0[3],
                    withoutAddress: $0[4])
            } ?? IdentityAudit()
        }
    }

    /// The campaigns' keys, separated by commas.
    private static func keys(of campaigns: Set<CampaignID>, _ db: Database) throws -> String {
        try Columns.list(campaigns.compactMap { try existingKey(of: $0, db) }.sorted().map(String.init))
    }
}
