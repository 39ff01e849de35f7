import Engagement
import GRDB
import SQLiteStore
import TestSupport
import Testing

@Suite("SQLite satisfies the store's contract")
struct ContractTests {
    @Test(arguments: StoreContract.clauses)
    func keeps(_ clause: StoreContract.Clause) async throws {
        try await withTemporaryFolder { folder in
            try await clause.check(
                StoreFactory(
                    open: { try await SQLiteStore.open(path: "\(folder)/\($0).sqlite") },
                    damage: { try Self.damage($1, in: "\(folder)/\($0).sqlite") }))
        }
    }

    private static func damage(_ kind: StoreDamage, in path: String) throws -> String {
        let (campaign, contact) = (StoreSamples.campaign(1), StoreSamples.contact(1))
        let (table, column, place) =
            switch kind {
            case .run: ("run", "state", "run (number 1)")
            case .reconciliation: ("run", "reconciliation", "run (number 1)")
            case .campaign: ("campaign", "summary", "campaign (id \(campaign))")
            case .list: ("list", "field_tags", "list (id list)")
            case .contact: ("contact", "fields", "contact (contact_id \(contact))")
            case .participant: ("participant", "first_sent", "participant (campaign \(campaign), contact_id ")
            case .journal: ("journal", "change", "journal (sequence 1)")
            case .certificate: ("certificate", "ending", "certificate (sequence 1)")
            case .openWalk: ("open_walk", "pages", "open_walk (campaign_id \(campaign), kind opened)")
            case .tombstone: ("tombstone", "subject", "tombstone (hash 0a)")
            case .forgottenCount: ("forgotten", "count", "forgotten (campaign_id \(campaign), kind ")
            case .acceptedDifference:
                ("accepted_difference", "difference", "accepted_difference (campaign_id \(campaign), kind sent)")
            }
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [StoreDamage.value])
        }
        try queue.close()
        return place
    }
}
