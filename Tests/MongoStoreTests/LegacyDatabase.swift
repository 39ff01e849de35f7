import Engagement
import TestSupport
import Testing

@testable import MongoStore

/// A database as the old scripts left it, and what should be counted in it.
struct LegacyDatabase {
    let mongod: Mongod
    let name: String
    let connection: MongoConnection
    let uri: String

    init() async throws {
        mongod = try await Mongod.shared.value
        name = mongod.newDatabaseName()
        uri = mongod.uri(database: name)
        connection = try MongoConnection(MongoAddress(uri))
    }

    /// The old scripts' unique index, which is there or not.
    func makeIndexes() async throws {
        for (collection, key) in [
            ("participants", ["campaign_id": 1, "contact_id": 1] as BSONDocument), ("campaigns", ["campaign_id": 1]),
        ] {
            _ = try await connection.writeCommand([
                "createIndexes": .string(collection),
                "indexes": [["key": .document(key), "name": "old_unique", "unique": true]],
            ])
        }
    }

    /// A participant document. Its `_id` is an ObjectId that ends in the given number.
    static func participant(
        _ number: Int, _ campaign: Int, _ contact: Int, _ flags: BSONValue?, fields: BSONDocument = ["FirstName": "Ann"],
        address: BSONValue? = nil
    ) -> BSONDocument {
        var document: BSONDocument = [
            "_id": objectID(number), "campaign_id": .string(StoreSamples.campaign(campaign)),
            "contact_id": .string(StoreSamples.contact(contact)),
            "email_address": address ?? .string("person\(contact)@example.com"), "status": "SUBSCRIBED",
            "fields": .document(fields),
        ]
        document.append("engagement", ifPresent: flags)
        document.append("synced_at", .date(milliseconds: 1_760_000_000_123))
        return document
    }

    static func campaign(_ number: Int, id: Int? = nil) -> BSONDocument {
        [
            "_id": objectID(1_000_000 + (id ?? number)), "campaign_id": .string(StoreSamples.campaign(number)),
            "name": "Old \(number)", "subject": "Subject", "from_name": "Team", "from_email_address": "team@example.com",
            "created_at": .date(milliseconds: 1_750_000_000_000),
            "sent_at": .date(milliseconds: Int64(1_750_000_000 + number) * 1_000),
            "status": "SENT", "to_lists": ["list"], "statistics": ["sent": ["unique": 0, "total": 0]], "campaign_type": "email",
            "synced_at": .date(milliseconds: 1_760_000_000_000),
        ]
    }

    private static func objectID(_ number: Int) -> BSONValue {
        .objectID((0..<12).map { UInt8(truncatingIfNeeded: $0 < 4 ? 0x65 : number >> ((11 - $0) * 8)) })
    }

    func insert(_ documents: [BSONDocument], into collection: Collection = .participants) async throws {
        let result = try await connection.write(collection, documents.map(Write.insert))
        try #require(result.inserted == documents.count)
    }

    /// `participants.count_documents(filter)`, as pymongo asks it.
    func count(_ filter: BSONDocument = [:], in collection: Collection = .participants) async throws -> Int {
        let counted = try await connection.aggregate(
            collection, [["$match": .document(filter)], ["$group": ["_id": 1, "n": ["$sum": 1]]]])
        return counted.first?["n"]?.int ?? 0
    }
}
