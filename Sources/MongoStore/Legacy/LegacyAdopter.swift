import Engagement
import EngagementStore

/// The steps of adopting the old scripts' data. Each may be repeated, and after each the next call can continue.
struct LegacyAdopter: Sendable {
    let store: MongoStore
    /// The run that the data counts for.
    let run: RunNumber
    let slug: @Sendable (Campaign) -> String
    let isForgotten: @Sendable (_ contact: ContactID, _ address: String?) -> Bool
    /// Removes the addresses of forgotten people from texts about others.
    let redaction: Redaction

    /// Which participants are not octo-site's.
    enum Selection {
        /// Those whose key has a type that octo-site never uses; each is a range of the index on `_id`, so finding them is
        /// cheap.
        case foreignKeys
        /// Those whose key is not octo-site's in any way, found by a scan.
        case misshapenKeys

        fileprivate var filter: BSONDocument {
            switch self {
            case .foreignKeys: ["_id": ["$type": ["objectId", "string", "number", "binData"]]]
            case .misshapenKeys: ["$expr": ["$not": [FlagGroup.hasOurKey]]]
            }
        }
    }

    private var connection: MongoConnection { store.connection }

    // MARK: - Indexes

    /// Drops the old scripts' unique indexes. Old and new documents exist together for a moment; some scripts require unique
    /// addresses, which the provider does not guarantee; and such an index slows every write down.
    func dropForeignIndexes(_ adoption: inout LegacyAdoption) async throws {
        let collections = [Collection.participants, .campaigns]
        let names = collections.map { BSONValue.string($0.rawValue) }
        // Asking for the indexes of a collection that does not exist is an error.
        let reply = try await connection.command([
            "listCollections": 1, "nameOnly": true, "filter": ["name": ["$in": .array(names)]],
        ])
        let existing = (reply["cursor", "firstBatch"]?.array ?? []).compactMap { $0.document?["name"]?.string }
        for collection in collections where existing.contains(collection.rawValue) {
            let reply = try await connection.command(["listIndexes": .string(collection.rawValue)])
            for index in (reply["cursor", "firstBatch"]?.array ?? []).compactMap(\.document) where index["unique"] == true {
                guard let name = index["name"]?.string else { continue }
                _ = try await connection.writeCommand(["dropIndexes": .string(collection.rawValue), "index": .string(name)])
                adoption.droppedIndexes.append("\(collection.rawValue).\(name)")
            }
        }
    }

    // MARK: - Campaigns

    /// The old scripts' campaign documents, the newest of a campaign last. Those of text messages are none: they stay as they
    /// are, and octo-site does not read them.
    func legacyCampaigns() async throws -> [BSONDocument] {
        try await connection.find(.campaigns, ["slug": ["$exists": false]], .init(sort: ["synced_at": 1, "_id": 1]))
            .filter { !CampaignDocument.isOfTextMessages($0) }
    }

    /// Gives the old scripts' campaigns octo-site's layout, and keeps their other members. Documents without a campaign's id
    /// are set aside.
    func adoptCampaigns(_ adoption: inout LegacyAdoption) async throws {
        let old = try await legacyCampaigns()
        let known = Set(try await store.campaigns().map(\.id))
        // The newest document of a campaign comes last, and replaces the others.
        var newest: [CampaignID: (campaign: Campaign, document: BSONDocument)] = [:]
        var unkeyed: [BSONDocument] = []
        for document in old {
            if var campaign = CampaignDocument.campaign(of: document) {
                campaign.id = canonicalID(campaign.id)
                newest[campaign.id] = (redaction.redacted(campaign) ?? campaign, redacted(document).document ?? document)
            } else {
                unkeyed.append(document)
            }
        }
        let adopted = newest.values.filter { !known.contains($0.campaign.id) }
        try await noteAdoption(of: adopted.map(\.campaign.id))
        var writes: [Write] = []
        for (campaign, document) in adopted {
            let others = BSONDocument(document.filter { $0.key != "_id" })
            writes += [
                .update(filter: ["_id": .string(campaign.id)], update: ["$set": .document(others)], upsert: true),
                MongoStore.write(record(of: campaign), run: run, keeps: ["statistics"]),
            ]
        }
        try await connection.write(.campaigns, writes, ordered: true)
        try await setAside(unkeyed.map { wrapped($0, person: nil) })
        let replaced = old.filter { $0["_id"]?.string == nil || $0["_id"]?.string != $0["campaign_id"]?.string.map(canonicalID) }
        try await connection.write(.campaigns, replaced.compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
        adoption.campaigns += adopted.count
        adoption.unkeyed += unkeyed.count
    }

    private func campaignsOfTextMessages() async throws -> Set<CampaignID> {
        let typed = try await connection.find(
            .campaigns, ["campaign_type": ["$exists": true]], .init(projection: ["campaign_id": 1, "campaign_type": 1]))
        return Set(typed.filter(CampaignDocument.isOfTextMessages).compactMap { $0["campaign_id"]?.string.map(canonicalID) })
    }

    /// Gives campaigns that have participants but no document one with nothing but the id, so that they are counted everywhere.
    func registerUnnamedCampaigns(_ adoption: inout LegacyAdoption) async throws {
        let known = Set(try await store.campaigns().map(\.id)).union(try await campaignsOfTextMessages())
        var unnamed: [CampaignID] = []
        // One step over the index a campaign, instead of a scan.
        var last: BSONValue = [:]
        while let next = try await connection.find(
            .participants, ["_id": ["$gt": last]], .init(projection: ["_id": 1], sort: ["_id": 1], limit: 1)
        ).first?["_id"] {
            last = next
            guard let campaign = next.document?["campaign_id"]?.string else { continue }
            last = ["campaign_id": .string(campaign), "contact_id": .maxKey]
            if !known.contains(campaign) { unnamed.append(campaign) }
        }
        try await noteAdoption(of: unnamed)
        try await connection.write(
            .campaigns,
            unnamed.map { MongoStore.write(record(of: Campaign(id: $0, name: nil, status: .sent)), run: run) })
        adoption.unnamedCampaigns += unnamed.count
    }

    private func record(of campaign: Campaign) -> CampaignRecord {
        CampaignRecord(campaign: campaign, slug: slug(campaign), firstRun: run)
    }

    /// Notes campaigns that the provider may never list. Run 0 tells it by itself.
    private func noteAdoption(of campaigns: [CampaignID]) async throws {
        guard run > 0 else { return }
        for campaign in campaigns { try await store.saveNote(.adoptedCampaign(campaign), run.description) }
    }

    // MARK: - Participants

    func adoptParticipants(_ selection: Selection, _ adoption: inout LegacyAdoption) async throws {
        let textMessages = try await campaignsOfTextMessages()
        while let page = try await readPage(selection) {
            try await merge(page, excluding: textMessages, into: &adoption)
            try await remove(page)
        }
    }

    /// The next legacy documents; nil if there are none left.
    func readPage(_ selection: Selection = .foreignKeys) async throws -> [BSONDocument]? {
        let page = try await connection.find(
            .participants, selection.filter, .init(sort: ["_id": 1], limit: MongoStore.pageSize))
        return page.isEmpty ? nil : page
    }

    /// Joins legacy documents into the store, one campaign after the other.
    /// - Parameter excluded: campaigns whose documents are set aside.
    func merge(
        _ page: [BSONDocument], excluding excluded: Set<CampaignID> = [], into adoption: inout LegacyAdoption
    ) async throws {
        var batches: [CampaignID: MergeBatch] = [:]
        var seen: [CampaignID: [ContactID: Participant]] = [:]
        var contacts: [CampaignID: [ContactID: Attributes]] = [:]
        var unkeyed: [BSONDocument] = []
        var outcome = MergeOutcome()
        var forgotten = 0
        adoption.documents += page.count
        for document in page {
            let old = LegacyDocument(document, run: run)
            guard let campaign = old.campaignID, let contact = old.contactID, !excluded.contains(campaign) else {
                unkeyed.append(wrapped(document, person: old.person))
                continue
            }
            if isForgotten(contact, old.attributes?.emailAddress) {
                forgotten += 1
                continue
            }
            for kind in ReportKind.engagement where old.participant.firstReported.isReported(kind) {
                adoption.flags[kind, default: 0] += 1
            }
            seen[campaign, default: [:]][contact, default: old.participant].join(old.participant)
            if let attributes = old.attributes.map({ redaction.redacted($0) ?? $0 }) {
                let known = contacts[campaign]?[contact]
                contacts[campaign, default: [:]][contact] = known?.joined(with: attributes) ?? attributes
            }
        }
        let known = try await knownContacts(among: contacts.values.flatMap(\.keys))
        for (campaign, participants) in seen {
            batches[campaign] = MergeBatch(
                run: run, campaignID: campaign, participants: Array(participants.values),
                contacts: (contacts[campaign] ?? [:]).filter { !known.contains($0.key) }
                    .map { ContactRecord(id: $0, attributes: $1) })
        }
        for batch in batches.values { outcome += try await store.merge(batch) }
        try await setAside(unkeyed)
        adoption.gained.merge(outcome.gained, uniquingKeysWith: +)
        adoption.participants += outcome.newParticipants
        adoption.unkeyed += unkeyed.count
        adoption.forgotten += forgotten
        adoption.joined += page.count - outcome.newParticipants - unkeyed.count - forgotten
    }

    /// Contacts whose record octo-site has from the provider: the old scripts' are no newer. Run 0 comes before every record.
    private func knownContacts(among contacts: [ContactID]) async throws -> Set<ContactID> {
        guard run > 0 else { return [] }
        let stored = try await store.contacts(ids: Array(Set(contacts)), on: connection)
        return Set(stored.filter(\.isKnown).map(\.id))
    }

    /// Removes documents that are merged.
    func remove(_ page: [BSONDocument]) async throws {
        try await connection.write(.participants, page.compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
    }

    private func redacted(_ document: BSONDocument) -> BSONValue {
        BSONValue.document(document).redacted(by: redaction) ?? .document(document)
    }

    private func setAside(_ wrapped: [BSONDocument]) async throws {
        try await connection.write(
            .unkeyed, wrapped.map { .replace(filter: ["_id": $0["_id"] ?? .null], with: $0) })
    }

    /// The document with its person, so that `forget` finds it.
    private func wrapped(_ document: BSONDocument, person: Person?) -> BSONDocument {
        var wrapped: BSONDocument = ["_id": document["_id"] ?? .null]
        wrapped.append("person", ifPresent: person.map(BSONValue.string))
        wrapped.append("document", redacted(document))
        return wrapped
    }
}
