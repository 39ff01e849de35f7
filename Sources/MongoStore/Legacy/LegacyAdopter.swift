import Engagement
import EngagementStore

/// The steps of a take-over. Each may be repeated, and each leaves the database in a state from which the next call
/// goes on.
struct LegacyAdopter: Sendable {
    let store: MongoStore
    let slug: @Sendable (Campaign) -> String
    let isForgotten: @Sendable (ContactID, Person?) -> Bool

    /// Keys that octo-site never gives; a range of the index on `_id` for each, so that looking for them costs nothing.
    private static let foreignKeys: BSONValue = ["$type": ["objectId", "string", "number", "binData"]]

    private var connection: MongoConnection { store.connection }

    // MARK: - Indexes

    /// Drops the old scripts' unique indexes. Old and new documents stand side by side for a moment; some of the
    /// scripts want addresses to be unique, which the provider doesn't; and such an index costs more than all other
    /// writing.
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

    /// Gives the old scripts' campaigns octo-site's form, whatever else is written in them.
    /// - Returns: how many there were.
    func adoptCampaigns() async throws -> Int {
        // The newest document of a campaign last, as the last one counts.
        let old = try await connection.find(
            .campaigns, ["slug": ["$exists": false]], .init(sort: ["synced_at": 1, "_id": 1]))
        let known = Set(try await store.campaigns().map(\.id))
        var taken: [CampaignID: BSONDocument] = [:]
        for document in old {
            guard let campaign = CampaignDocument.campaign(of: document) else { continue }
            taken[campaign.id] = document
        }
        var writes: [Write] = []
        for (id, document) in taken where !known.contains(id) {
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
        return taken.keys.count { !known.contains($0) }
    }

    // MARK: - Participants

    /// The next old documents; nil if there are none left.
    func readPage() async throws -> [BSONDocument]? {
        let page = try await connection.find(
            .participants, ["_id": Self.foreignKeys], .init(sort: ["_id": 1], limit: MongoStore.chunk))
        return page.isEmpty ? nil : page
    }

    /// Joins old documents into the store, a campaign at a time.
    func merge(_ page: [BSONDocument], into report: inout LegacyAdoption) async throws {
        var batches: [CampaignID: MergeBatch] = [:]
        var seen: [CampaignID: [ContactID: Participant]] = [:]
        var contacts: [CampaignID: [ContactID: Attributes]] = [:]
        var unkeyed: [BSONDocument] = []
        report.documents += page.count
        for document in page {
            let old = LegacyDocument(document)
            guard let campaign = old.campaignID, let contact = old.contactID else {
                unkeyed.append(Self.wrapped(document, old))
                continue
            }
            if isForgotten(contact, old.person) {
                report.forgotten += 1
                continue
            }
            for kind in ReportKind.engagement where old.participant.firstReported.isReported(kind) {
                report.flags[kind, default: 0] += 1
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
        report.participants += new
        report.unkeyed += unkeyed.count
        report.joined = report.documents - report.participants - report.unkeyed - report.forgotten
    }

    /// Removes documents that are merged.
    func remove(_ page: [BSONDocument]) async throws {
        try await connection.write(.participants, page.compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
    }

    /// With the person beside it, so that `forget` finds it.
    private static func wrapped(_ document: BSONDocument, _ old: LegacyDocument) -> BSONDocument {
        var wrapped: BSONDocument = ["_id": old.id]
        wrapped.append("person", ifPresent: old.person.map(BSONValue.string))
        wrapped.append("document", .document(document))
        return wrapped
    }
}
