import Engagement
import EngagementStore

/// The steps of adopting the old scripts' data. Each may be repeated, and after each the next call can continue.
struct LegacyAdopter: Sendable {
    let store: MongoStore
    let slug: @Sendable (Campaign) -> String
    let isForgotten: @Sendable (ContactID, Person?) -> Bool

    /// Types of keys that octo-site never uses; each is a range of the index on `_id`, so finding them is cheap.
    private static let foreignKeys: BSONValue = ["$type": ["objectId", "string", "number", "binData"]]

    private var connection: MongoConnection { store.connection }

    // MARK: - Indexes

    /// Drops the old scripts' unique indexes. Old and new documents exist together for a moment; some scripts require unique
    /// addresses, which the provider does not guarantee; and such an index slows every write down.
    func dropForeignIndexes() async throws {
        for collection in [Collection.participants, .campaigns] {
            guard try await !connection.find(collection, [:], .init(projection: ["_id": 1], limit: 1)).isEmpty else { continue }
            let reply = try await connection.command(["listIndexes": .string(collection.rawValue)])
            for index in (reply["cursor", "firstBatch"]?.array ?? []).compactMap(\.document) where index["unique"] == true {
                guard let name = index["name"] else { continue }
                _ = try await connection.writeCommand(["dropIndexes": .string(collection.rawValue), "index": name])
            }
        }
    }

    // MARK: - Campaigns

    /// Gives the old scripts' campaigns octo-site's layout, and keeps their other members.
    /// - Returns: the number of campaigns adopted.
    func adoptCampaigns() async throws -> Int {
        // The newest document of a campaign comes last, and replaces the others.
        let old = try await connection.find(
            .campaigns, ["slug": ["$exists": false]], .init(sort: ["synced_at": 1, "_id": 1]))
        let known = Set(try await store.campaigns().map(\.id))
        var newest: [CampaignID: BSONDocument] = [:]
        for document in old {
            guard let campaign = CampaignDocument.campaign(of: document) else { continue }
            newest[campaign.id] = document
        }
        var writes: [Write] = []
        for (id, document) in newest where !known.contains(id) {
            guard let campaign = CampaignDocument.campaign(of: document) else { continue }
            let record = CampaignRecord(campaign: campaign, slug: slug(campaign), firstRun: 0)
            let others = BSONDocument(document.filter { $0.key != "_id" })
            writes += [
                .update(filter: ["_id": .string(id)], update: ["$set": .document(others)], upsert: true),
                MongoStore.write(record, run: 0, keeps: ["statistics"]),
            ]
        }
        try await connection.write(.campaigns, writes, ordered: true)
        let replaced = old.filter { $0["campaign_id"]?.string != nil && $0["_id"]?.string != $0["campaign_id"]?.string }
        try await connection.write(.campaigns, replaced.compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
        return newest.keys.count { !known.contains($0) }
    }

    // MARK: - Participants

    /// The next legacy documents; nil if there are none left.
    func readPage() async throws -> [BSONDocument]? {
        let page = try await connection.find(
            .participants, ["_id": Self.foreignKeys], .init(sort: ["_id": 1], limit: MongoStore.pageSize))
        return page.isEmpty ? nil : page
    }

    /// Joins legacy documents into the store, one campaign after the other.
    func merge(_ page: [BSONDocument], into adoption: inout LegacyAdoption) async throws {
        var batches: [CampaignID: MergeBatch] = [:]
        var seen: [CampaignID: [ContactID: Participant]] = [:]
        var contacts: [CampaignID: [ContactID: Attributes]] = [:]
        var unkeyed: [BSONDocument] = []
        adoption.documents += page.count
        for document in page {
            let old = LegacyDocument(document)
            guard let campaign = old.campaignID, let contact = old.contactID else {
                unkeyed.append(Self.wrapped(document, old))
                continue
            }
            if isForgotten(contact, old.person) {
                adoption.forgotten += 1
                continue
            }
            for kind in ReportKind.engagement where old.participant.firstReported.isReported(kind) {
                adoption.flags[kind, default: 0] += 1
            }
            seen[campaign, default: [:]][contact, default: old.participant].join(old.participant)
            if let attributes = old.attributes {
                let known = contacts[campaign]?[contact]
                contacts[campaign, default: [:]][contact] = known?.joined(with: attributes) ?? attributes
            }
        }
        for (campaign, participants) in seen {
            batches[campaign] = MergeBatch(
                run: 0, campaignID: campaign, participants: Array(participants.values),
                contacts: (contacts[campaign] ?? [:]).map { ContactRecord(id: $0, attributes: $1) })
        }
        var new = 0
        for batch in batches.values { new += try await store.merge(batch).newParticipants }
        try await connection.write(
            .unkeyed, unkeyed.map { .replace(filter: ["_id": $0["_id"] ?? .null], with: $0) })
        adoption.participants += new
        adoption.unkeyed += unkeyed.count
        adoption.joined = adoption.documents - adoption.participants - adoption.unkeyed - adoption.forgotten
    }

    /// Removes documents that are merged.
    func remove(_ page: [BSONDocument]) async throws {
        try await connection.write(.participants, page.compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
    }

    /// The document with its person, so that `forget` finds it.
    private static func wrapped(_ document: BSONDocument, _ old: LegacyDocument) -> BSONDocument {
        var wrapped: BSONDocument = ["_id": old.id]
        wrapped.append("person", ifPresent: old.person.map(BSONValue.string))
        wrapped.append("document", .document(document))
        return wrapped
    }
}
