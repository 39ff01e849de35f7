import Engagement
public import EngagementStore

/// A merge reads what is stored of its batch, joins in memory, and writes only what differs, in an order that a kill can
/// cut anywhere: the next walk brings the same rows again, and whatever was written already is found equal.
///
/// 1. the journal: what is about to be replaced;
/// 2. contacts never seen, so that a later change finds them;
/// 3. participants, with copies of their contacts' records;
/// 4. the copies of changed contacts in all their participants, then the contacts themselves: were they first, a kill would leave
///    copies that no later merge finds to be old;
/// 5. checkpoints.
extension MongoStore {
    /// How many documents one query asks for.
    static let chunk = 1_000

    public func merge(_ batch: MergeBatch) async throws -> MergeOutcome {
        try await exclusively { try await self.mergeAlone(batch) }
    }

    private func mergeAlone(_ batch: MergeBatch) async throws -> MergeOutcome {
        async let storedContacts = contacts(ids: batch.contacts.map(\.id), on: secondConnection)
        async let storedParticipants = participants(of: batch, on: connection)
        var contacts = ContactMerge(stored: try await storedContacts)
        for record in batch.contacts { contacts.join(record) }
        var participants = ParticipantMerge(stored: try await storedParticipants, run: batch.run)
        for participant in batch.participants { participants.join(participant) }
        // The report rows of v2 bring no records of their own; what lists brought before is copied.
        let unread = participants.inserted.map(\.contactID).filter { !contacts.knows($0) }
        contacts.add(stored: try await self.contacts(ids: unread, on: connection))

        if let campaign = batch.campaignID {
            let changes = contacts.journal(run: batch.run) + participants.journal(campaign: campaign)
            try await writeJournal(changes, run: batch.run)
            contacts.addIDs(participants.inserted.map(\.contactID))
            try await insertOrReplace(.contacts, contacts.insertions)
            try await write(participants, campaign: campaign, contacts: contacts)
        } else {
            try await writeJournal(contacts.journal(run: batch.run), run: batch.run)
            try await insertOrReplace(.contacts, contacts.insertions)
        }
        try await propagate(contacts.replaced, firstKnownIn: batch.run)
        try await writeInParallel(.contacts, contacts.replaced.map { Self.replaceContact($0, $1) })
        try await writeCheckpoints(batch)
        return MergeOutcome(
            newParticipants: participants.inserted.count, gained: participants.gained,
            changedContacts: contacts.changedCount)
    }

    // MARK: - Reading

    private func participants(of batch: MergeBatch, on connection: MongoConnection) async throws -> [ParticipantDocument.Stored] {
        guard let campaign = batch.campaignID else { return [] }
        var stored: [ParticipantDocument.Stored] = []
        for part in batch.participants.chunks(of: Self.chunk) {
            let ids = part.map { ParticipantDocument.id(campaign, $0.contactID) }
            stored += try await connection.find(
                .participants, ["_id": ["$in": .array(ids)], "campaign_id": .string(campaign)],
                .init(projection: ParticipantDocument.projection)
            ).compactMap(ParticipantDocument.decode)
        }
        return stored
    }

    /// The stored records of contacts; those never seen are missing.
    func contacts(ids: [ContactID], on connection: MongoConnection) async throws -> [ContactRecord] {
        var records: [ContactRecord] = []
        for part in ids.chunks(of: Self.chunk) {
            records += try await connection.find(.contacts, ["_id": ["$in": .array(part.map(BSONValue.string))]])
                .compactMap(ContactDocument.decode)
        }
        return records
    }

    // MARK: - Writing

    /// Inserting is the cheapest way in; a key that is taken (by an earlier, killed attempt) is replaced.
    private func insertOrReplace(_ collection: Collection, _ documents: [BSONDocument]) async throws {
        let result = try await writeInParallel(collection, documents.map(Write.insert))
        let taken = result.duplicates.map { documents[$0] }
        try await connection.write(
            collection, taken.map { .replace(filter: ["_id": $0["_id"] ?? .null], with: $0) })
    }

    private func write(_ merge: ParticipantMerge, campaign: CampaignID, contacts: ContactMerge) async throws {
        let syncedAt = Self.now
        let inserted = merge.inserted.map { participant in
            Write.insert(
                ParticipantDocument.encode(
                    participant, campaign: campaign, attributes: contacts.record(of: participant.contactID), syncedAt: syncedAt))
        }
        let result = try await writeInParallel(.participants, inserted)
        let taken = result.duplicates.map { merge.inserted[$0] }
        let nothing = { (contact: ContactID) in Participant(contactID: contact, firstReported: FirstReported()) }
        let updates =
            taken.map { ($0, nothing($0.contactID)) } + merge.updated.map { ($0.merged, $0.stored) }
        try await writeInParallel(
            .participants,
            updates.map { merged, stored in
                .update(
                    filter: ParticipantDocument.filter(campaign, merged.contactID),
                    update: ParticipantDocument.raising(merged, from: stored, syncedAt: syncedAt))
            })
    }

    /// Brings the copies that participants carry of these contacts up to date.
    /// - Parameter firstKnownIn: the run that learned more than their ids, where nothing more was known before.
    func propagate(_ records: [(ContactID, Attributes?)], firstKnownIn run: RunNumber? = nil) async throws {
        guard !records.isEmpty else { return }
        try await ensureIndexes(of: .participants)
        for part in records.chunks(of: 200) {
            let part = Dictionary(part.map { ($0, $1) }, uniquingKeysWith: { $1 })
            let found = try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.keys.map(BSONValue.string))]],
                .init(projection: ["is_bare": 1]))
            let writes = found.compactMap { document -> Write? in
                guard let stored = ParticipantDocument.decode(document), let attributes = part[stored.participant.contactID]
                else { return nil }
                let isFirst = document["is_bare"] == true
                return .update(
                    filter: ParticipantDocument.filter(stored.campaignID, stored.participant.contactID),
                    update: ParticipantDocument.copying(attributes, knownSince: isFirst ? run : nil))
            }
            try await writeInParallel(.participants, writes)
        }
    }

    static func replaceContact(_ id: ContactID, _ attributes: Attributes?) -> Write {
        .replace(filter: ["_id": .string(id)], with: ContactDocument.encode(id, attributes))
    }
}
