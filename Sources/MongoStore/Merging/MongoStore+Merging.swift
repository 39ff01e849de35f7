import Basics
import Engagement
package import EngagementStore
import Synchronization

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

    package func merge(_ batch: MergeBatch) async throws -> MergeOutcome {
        // While another merge has its turn.
        let contacts = batch.contacts.map { EncodedContact($0.id, $0.attributes) }.filter(\.isKnown)
        let participants = ParticipantMerge.sound(batch.participants)
        return try await exclusively { try await self.merge(batch, participants, contacts) }
    }

    private func merge(
        _ batch: MergeBatch, _ sound: [Participant], _ incoming: [EncodedContact]
    ) async throws -> MergeOutcome {
        var participants = ParticipantMerge(run: batch.run)
        async let contactMerge = merge(incoming)
        if let campaign = batch.campaignID {
            let (new, rest) = try await probablyNew(sound, campaign: campaign)
            participants.insert(new)
            participants.join(rest, stored: try await stored(rest.map(\.contactID), campaign: campaign))
        }
        var contacts = try await contactMerge
        // The report rows of v2 bring no records of their own; what lists brought before is copied.
        let unread = participants.inserted.map(\.contactID).filter { !contacts.knows($0) }
        contacts.add(stored: try await self.contacts(ids: unread, on: connection))
        contacts.addIDs(unread)

        let changes = batch.campaignID.map(participants.journal) ?? []
        try await writeJournal(contacts.journal(run: batch.run) + changes, run: batch.run)
        try await insertOrReplace(.contacts, contacts.insertions)
        if let campaign = batch.campaignID {
            participants = try await write(participants, campaign: campaign, contacts: contacts, run: batch.run)
        }
        try await propagate(contacts.replaced, firstKnownIn: batch.run)
        try await writeInParallel(.contacts, contacts.replaced.map(Self.replaceContact))
        try await writeCheckpoints(batch)
        memory.withLock { memory in
            for contact in contacts.old { memory.contacts.remove(contact) }
            memory.contacts.insert(contacts.standing(of: incoming))
        }
        return MergeOutcome(
            newParticipants: participants.inserted.count, gained: participants.gained,
            changedContacts: contacts.changedCount)
    }

    /// What this process remembers of the store, to ask less.
    struct Memory: Sendable {
        var contacts = KnownContacts()
        /// Campaigns that had no participants when this process first met them; true as long as nobody else writes.
        var newCampaigns: [CampaignID: Bool] = [:]
    }

    // MARK: - Reading

    private func merge(_ incoming: [EncodedContact]) async throws -> ContactMerge {
        let known = memory.withLock { memory in incoming.map { memory.contacts.contains($0) } }
        let parts = zip(incoming, known)
        var merge = ContactMerge(
            stored: try await contacts(ids: parts.filter { !$1 }.map(\.0.id), on: secondConnection))
        merge.add(stored: parts.filter(\.1).map(\.0))
        for (contact, isKnown) in parts where !isKnown { merge.join(contact) }
        return merge
    }

    /// Splits participants whom the store can't know from those to compare. In a campaign that was empty, whoever comes
    /// with a row of `sent` comes for the first time: inserting without asking is the cheapest way in, and one who is
    /// there after all is compared then.
    private func probablyNew(
        _ participants: [Participant], campaign: CampaignID
    ) async throws -> (new: [Participant], rest: [Participant]) {
        let known = memory.withLock { $0.newCampaigns[campaign] }
        let isNew: Bool
        if let known {
            isNew = known
        } else {
            isNew = try await connection.find(
                .participants, ParticipantDocument.range(campaign, after: nil), .init(projection: ["_id": 1], limit: 1)
            ).isEmpty
            memory.withLock { $0.newCampaigns[campaign] = isNew }
        }
        guard isNew else { return ([], participants) }
        return (
            participants.filter { $0.firstReported.isReported(.sent) },
            participants.filter { !$0.firstReported.isReported(.sent) }
        )
    }

    func stored(_ contacts: [ContactID], campaign: CampaignID) async throws -> [ParticipantDocument.Stored] {
        var stored: [ParticipantDocument.Stored] = []
        for part in contacts.chunks(of: Self.chunk) {
            let ids = part.map { ParticipantDocument.id(campaign, $0) }
            stored += try await connection.find(
                .participants, ["_id": ["$in": .array(ids)], "campaign_id": .string(campaign)],
                .init(projection: ["first_reported": 1, "occurred_at": 1])
            ).compactMap(ParticipantDocument.decode)
        }
        return stored
    }

    /// The stored records of contacts; those never seen are missing.
    func contacts(ids: [ContactID], on connection: MongoConnection) async throws -> [EncodedContact] {
        var contacts: [EncodedContact] = []
        for part in ids.chunks(of: Self.chunk) {
            contacts += try await connection.find(.contacts, ["_id": ["$in": .array(part.map(BSONValue.string))]])
                .compactMap { EncodedContact($0) }
        }
        return contacts
    }

    // MARK: - Writing

    /// Inserting is the cheapest way in; a key that is taken (by an earlier, killed attempt) is replaced.
    private func insertOrReplace(_ collection: Collection, _ documents: [BSONDocument]) async throws {
        let result = try await writeInParallel(collection, documents.map(Write.insert), expectsDuplicates: true)
        let taken = result.duplicates.map { documents[$0] }
        try await connection.write(
            collection, taken.map { .replace(filter: ["_id": $0["_id"] ?? .null], with: $0) })
    }

    /// - Returns: what has become of the merge: some who were thought new may have been there.
    private func write(
        _ merge: ParticipantMerge, campaign: CampaignID, contacts: ContactMerge, run: RunNumber
    ) async throws -> ParticipantMerge {
        let syncedAt = Self.now
        let insertions = merge.inserted.map { participant in
            Write.insert(
                ParticipantDocument.encode(
                    participant, campaign: campaign, contact: contacts[participant.contactID], syncedAt: syncedAt))
        }
        let result = try await writeInParallel(.participants, insertions, expectsDuplicates: true)
        var merge = merge
        if !result.duplicates.isEmpty {
            let taken = merge.withdraw(result.duplicates)
            var second = ParticipantMerge(run: run)
            second.join(taken, stored: try await stored(taken.map(\.contactID), campaign: campaign))
            guard second.inserted.isEmpty else { throw refusedByForeignIndex() }
            try await writeJournal(second.journal(campaign: campaign), run: run)
            merge.add(updated: second.updated)
        }
        try await writeInParallel(
            .participants,
            merge.updated.map { stored, merged in
                .update(
                    filter: ParticipantDocument.filter(campaign, merged.contactID),
                    update: ParticipantDocument.raising(merged, from: stored, syncedAt: syncedAt))
            })
        return merge
    }

    /// A key was taken, and yet there is no such participant.
    private func refusedByForeignIndex() -> StoreError {
        failure(
            .failed,
            "A unique index on participants in \(name), which isn't octo-site's, refuses participants that the provider lists. "
                + "Look for it with db.participants.getIndexes() and drop it.")
    }

    /// Brings the copies that participants carry of these contacts up to date.
    /// - Parameter firstKnownIn: the run that learned more than their ids, where nothing more was known before.
    func propagate(_ contacts: [EncodedContact], firstKnownIn run: RunNumber? = nil) async throws {
        guard !contacts.isEmpty else { return }
        try await ensureIndexes(of: .participants)
        for part in contacts.chunks(of: 200) {
            let part = Dictionary(part.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let found = try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.keys.map(BSONValue.string))]],
                .init(projection: ["is_bare": 1]))
            let writes = found.compactMap { document -> Write? in
                guard let stored = ParticipantDocument.decode(document), let contact = part[stored.participant.contactID]
                else { return nil }
                let isFirst = document["is_bare"] == true
                return .update(
                    filter: ParticipantDocument.filter(stored.campaignID, contact.id),
                    update: ParticipantDocument.copying(contact, knownSince: isFirst ? run : nil))
            }
            try await writeInParallel(.participants, writes)
        }
    }

    static func replaceContact(_ contact: EncodedContact) -> Write {
        .replace(filter: ["_id": .string(contact.id)], with: contact.document)
    }
}
