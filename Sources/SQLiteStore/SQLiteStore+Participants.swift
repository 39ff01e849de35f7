package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func participants(_ query: ParticipantQuery, keeping kept: KeptContacts?) -> RowBatches<ParticipantRow> {
        batches(after: ParticipantPager.Key.self, readsAhead: true) { db, last in
            try ParticipantPager(query, keeping: kept, behind: last, db).page()
        }
    }

    package func reportedContacts(campaign: CampaignID, kind: ReportKind) -> RowBatches<ReportedContact> {
        batches(key: \.id) { db, last, limit in
            guard let key = try Self.existingKey(of: campaign, db) else { return [] }
            let cursor = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT contact_id, vanished & \(VanishingMarks.bit(of: kind)) <> 0 FROM participant
                        WHERE campaign = ? \(last == nil ? "" : "AND contact_id > ?") AND \(Columns.first(kind)) IS NOT NULL
                        ORDER BY contact_id LIMIT ?
                        """), arguments: last.map { [key, $0, limit] } ?? [key, limit])
            var contacts: [ReportedContact] = []
            while let row = try cursor.next() { contacts.append(ReportedContact(id: row[0], isVanished: row[1])) }
            return contacts
        }
    }
}
