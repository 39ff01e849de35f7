import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

/// The store's contract, on a real mongod.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct MongoContractTests {
    @Test(arguments: StoreContract.clauses)
    func keeps(_ clause: StoreContract.Clause) async throws {
        let mongod = try await Mongod.shared.value
        let database = mongod.newDatabaseName()
        try await clause.check(
            StoreFactory(
                open: { try await MongoStore.open(uri: mongod.uri(database: "\(database)_\($0)")) },
                damage: { try await Self.damage($1, in: mongod.uri(database: "\(database)_\($0)")) }))
    }

    private static func damage(_ kind: StoreDamage, in uri: String) async throws -> String {
        let (campaign, contact) = (StoreSamples.campaign(1), StoreSamples.contact(1))
        let connection = try MongoConnection(MongoAddress(uri))
        if kind == .tombstone {
            // Its key is all it has, and keys can't be changed.
            let odd: BSONDocument = ["_id": ["subject": .string(StoreDamage.value), "hash": "0b"]]
            try await connection.write(.tombstones, [.insert(odd)])
            await connection.close()
            return "octo_tombstones (_id {subject: odd, hash: 0b})"
        }
        let byCampaign = "_id {campaign_id: \(campaign), kind: "
        let (collection, member, place): (Collection, String, String) =
            switch kind {
            case .run: (.runs, "state", "runs (_id 1)")
            case .reconciliation: (.reconciliations, "json", "octo_reconciliations (_id 1)")
            case .campaign: (.campaigns, "summary", "campaigns (_id \(campaign))")
            case .list: (.lists, "field_tags", "octo_lists (_id list)")
            case .contact: (.contacts, "fields", "octo_contacts (_id \(contact))")
            case .participant: (.participants, "first_reported.sent", "participants (_id {campaign_id: \(campaign), contact_id: ")
            case .journal: (.journal, "change", "octo_journal (_id 1)")
            case .certificate: (.certificates, "ending", "octo_certificates (\(byCampaign)sent, run: 1, walk: 1})")
            case .openWalk: (.walks, "pages", "octo_walks (\(byCampaign)opened})")
            case .tombstone: (.tombstones, "", "")
            case .forgottenCount: (.forgotten, "count", "octo_forgotten (\(byCampaign)")
            case .acceptedDifference: (.accepted, "difference", "octo_accepted (\(byCampaign)sent})")
            }
        let update: BSONDocument = ["$set": .document([member: .string(StoreDamage.value)])]
        try await connection.write(collection, [.updateMany(filter: [:], update: update)])
        await connection.close()
        return place
    }
}
