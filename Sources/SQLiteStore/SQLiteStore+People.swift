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
                    person AS MATERIALIZED (
                        SELECT count(*) AS contacts FROM contact c WHERE person IS NOT NULL
                            AND EXISTS (SELECT 1 FROM participant p WHERE p.contact_id = c.contact_id) GROUP BY person),
                    -- Few contacts have had other records than their present ones.
                    past AS MATERIALIZED (
                        SELECT DISTINCT contact_id, person FROM journal WHERE person IS NOT NULL AND contact_id IS NOT NULL
                            AND EXISTS (SELECT 1 FROM participant p WHERE p.contact_id = journal.contact_id)),
                    address AS (
                        SELECT contact_id, person FROM past UNION
                        SELECT contact_id, c.person FROM past JOIN contact c USING (contact_id) WHERE c.person IS NOT NULL)
                    SELECT count(*), (SELECT count(*) FROM person), (SELECT count(*) FROM person WHERE contacts > 1),
                        (SELECT count(*) FROM (SELECT 1 FROM address GROUP BY contact_id HAVING count(*) > 1)),
                        count(*) - (SELECT ifnull(sum(contacts), 0) FROM person) - (
                            SELECT count(DISTINCT contact_id) FROM past WHERE NOT EXISTS (
                                SELECT 1 FROM contact c WHERE c.contact_id = past.contact_id AND c.person IS NOT NULL))
                    FROM member
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
