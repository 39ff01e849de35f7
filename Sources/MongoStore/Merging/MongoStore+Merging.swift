import Basics
import Engagement
package import EngagementStore
import Synchronization

/// A merge reads what is stored of its batch, joins in memory, and writes only differences, in an order that may be interrupted
/// anywhere: the next walk brings the same rows again, and finds equal what was written already.
///
/// 1. the journal: what is about to be replaced;
/// 2. new contacts, so that a later change finds them;
/// 3. participants, with copies of their contacts' records;
/// 4. the copies of changed contacts in all their participants, then the contacts themselves: in the other order, an
///    interruption would leave old copies that no later merge finds; entries of the journal that say what is there again;
/// 5. checkpoints.
extension MongoStore {
    /// The number of documents on a page, and of ids in a query.
    static let pageSize = 1_000

    package func merge(_ batch: MergeBatch) async throws -> MergeOutcome {
        // Before the lock is taken, as this needs no store.
        let contacts = Self.joined(batch.contacts)
        let participants = batch.participants.compactMap(\.normalized)
        let conflictingTags = batch.conflictingTags
        return try await exclusively {
            try await self.add(conflictingTags: conflictingTags)
            return try await self.merge(batch, participants, contacts)
        }
    }

    /// The records of a batch, one a contact.
    private static func joined(_ contacts: [ContactRecord]) -> [EncodedContact] {
        var joined: [EncodedContact] = []
        var places: [ContactID: Int] = [:]
        for contact in contacts where contact.attributes != nil {
            let contact = EncodedContact(contact.id, contact.attributes)
            if let place = places[contact.id] {
                if joined[place].precedes(contact) { joined[place] = contact }
            } else {
                places[contact.id] = joined.count
                joined.append(contact)
            }
        }
        return joined
    }

    private func merge(
        _ batch: MergeBatch, _ normalized: [Participant], _ incoming: [EncodedContact]
    ) async throws -> MergeOutcome {
        var participants = ParticipantMerge(run: batch.run)
        async let contactMerge = merge(incoming)
        if let campaign = batch.campaignID {
            let (new, rest) = try await probablyNew(normalized, campaign: campaign)
            participants.insert(new)
            participants.join(rest, stored: try await self.participants(rest.map(\.contactID), of: campaign))
        }
        var contacts = try await contactMerge
        // Rows without a record: participants get copies of those that lists or earlier rows brought.
        let bare = participants.inserted.map(\.contactID).filter { !contacts.knows($0) }
        contacts.add(stored: memory.withLock { memory in bare.compactMap { memory.contacts[$0] } })
        let unread = bare.filter { !contacts.knows($0) }
        let read = try await self.contacts(ids: unread, on: connection)
        contacts.add(stored: read)
        contacts.addIDs(unread)

        // Before anything is written: what breaks off in between may be stored or not.
        memory.withLock { memory in
            for contact in contacts.old + contacts.raisedFrom { memory.contacts.remove(contact) }
        }
        let (told, obsolete) = try await putBack(&contacts, run: batch.run)
        let changes = batch.campaignID.map(participants.journal) ?? []
        try await writeJournal(contacts.journal(run: batch.run) + changes, run: batch.run)
        try await insertOrReplace(.contacts, contacts.insertions)
        if let campaign = batch.campaignID {
            participants = try await write(participants, campaign: campaign, contacts: contacts, run: batch.run)
        }
        let untold = Set(contacts.rewritten(by: batch.run)).subtracting(told)
        try await propagate(
            contacts.replaced, firstKnownIn: batch.run, journalled: Set(contacts.replaced.map(\.id)).subtracting(untold))
        try await marks.change(.rows, of: try await campaigns(of: contacts.restamped), on: connection)
        try await writeInParallel(.contacts, contacts.replaced.map(Self.replaceContact) + contacts.raised.map(\.raisingKey))
        try await connection.write(.journal, obsolete.map { .delete(filter: ["_id": .int64($0)]) })
        try await writeCheckpoints(batch)
        memory.withLock { memory in
            memory.contacts.insert(contacts.unchanged(of: incoming + read))
        }
        var outcome = participants.outcome
        outcome.changedContacts = contacts.changedCount
        return outcome
    }

    /// Puts records back that the run has replaced in an earlier batch and that this batch brings again.
    /// - Returns: the contacts whose records before the run its journal tells, and the numbers of the entries that this makes obsolete.
    private func putBack(
        _ contacts: inout ContactMerge, run: RunNumber
    ) async throws -> (told: Set<ContactID>, obsolete: [Int64]) {
        var (told, obsolete): (Set<ContactID>, [Int64]) = ([], [])
        for ids in contacts.rewritten(by: run).chunks(of: Self.pageSize) {
            let entries = try await connection.find(
                .journal,
                ["contact_id": ["$in": .array(ids.map(BSONValue.string))], "run": .int32(run), "change": "attributes"],
                decoding: JournalDocument.decode)
            for entry in entries {
                guard case .attributes(let id, let old?) = entry.change else { continue }
                told.insert(id)
                guard let now = contacts[id]?.attributes, now.saysTheSame(as: old) else { continue }
                contacts.putBack(old, of: id)
                obsolete.append(entry.sequence)
            }
        }
        return (told, obsolete)
    }

    /// What this process remembers of the store, to save queries.
    struct Memory: Sendable {
        var contacts = KnownContacts()
        /// True for campaigns that had no participants when this process first read them; valid while no other process writes.
        var newCampaigns: [CampaignID: Bool] = [:]
        /// The campaign and report of every document about unfinished walks, or of more; nil before they are read.
        var walks: Set<WalkKey>?
    }

    struct WalkKey: Hashable {
        let campaign: CampaignID
        let kind: ReportKind
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

    /// Splits participants that the store probably does not know from those to compare. In a campaign that was empty, a
    /// participant with a row of `sent` is most likely new: inserting without a query is cheapest, and the few whose key is
    /// taken after all are compared then.
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

    /// What is stored of contacts in a campaign; those who are no participants are missing.
    func participants(_ contacts: [ContactID], of campaign: CampaignID) async throws -> [ParticipantDocument.Stored] {
        var stored: [ParticipantDocument.Stored] = []
        for part in contacts.chunks(of: Self.pageSize) {
            let ids = part.map { ParticipantDocument.id(campaign, $0) }
            stored += try await connection.find(
                .participants, ["_id": ["$in": .array(ids)], "campaign_id": .string(campaign)],
                .init(projection: ParticipantDocument.projection), decoding: ParticipantDocument.decode)
        }
        return stored
    }

    /// The stored records of contacts; those never seen are missing.
    func contacts(
        ids: [ContactID], withFields: Bool = true, on connection: MongoConnection
    ) async throws -> [EncodedContact] {
        var contacts: [EncodedContact] = []
        for part in ids.chunks(of: Self.pageSize) {
            contacts += try await connection.find(
                .contacts, ["_id": ["$in": .array(part.map(BSONValue.string))]],
                .init(projection: withFields ? nil : ["fields": 0]), decoding: EncodedContact.init(_:))
        }
        return contacts
    }

    // MARK: - Writing

    /// Inserts, which is cheapest; a document whose key is taken (by an earlier, interrupted attempt) is replaced.
    private func insertOrReplace(_ collection: Collection, _ documents: [BSONDocument]) async throws {
        let result = try await writeInParallel(collection, documents.map(Write.insert), expectsDuplicates: true)
        let taken = result.duplicates.map { documents[$0] }
        try await connection.write(
            collection, taken.map { .replace(filter: ["_id": $0["_id"] ?? .null], with: $0) })
    }

    /// - Returns: the merge as it was written: participants thought to be new may have been there.
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
            second.join(taken, stored: try await participants(taken.map(\.contactID), of: campaign))
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

    /// The error for a key that was taken although there is no such participant: the index was made while the command ran, as each
    /// one begins by dropping those that it finds.
    private func refusedByForeignIndex() -> StoreError {
        failure(
            .failed,
            "A unique index on participants in \(name), not made by octo-site, refuses participants that EmailOctopus lists. "
                + "Stop the program that made it, and run this again, which drops it.")
    }

    /// Updates the copies that participants have of these contacts.
    /// - Parameters:
    ///   - run: the run that found their first record, for participants without a copy.
    ///   - journalled: contacts of whom the journal tells what their known records were before.
    func propagate(
        _ contacts: [EncodedContact], firstKnownIn run: RunNumber? = nil, journalled: Set<ContactID> = []
    ) async throws {
        guard !contacts.isEmpty else { return }
        try await ensureIndexes(of: .participants)
        for part in contacts.chunks(of: 200) {
            let part = Dictionary(part.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let writes = try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.keys.map(BSONValue.string))]],
                .init(projection: ["is_bare": 1, "email_address": 1])
            ) { document throws(UnreadableValue) -> (write: Write, part: ChangeMarks.Part)? in
                guard let stored = try ParticipantDocument.decode(document), let contact = part[stored.participant.contactID]
                else { return nil }
                let isFirst = document["is_bare"] == true
                let write = Write.update(
                    filter: ParticipantDocument.filter(stored.campaignID, contact.id),
                    update: ParticipantDocument.copying(contact, knownSince: isFirst ? run : nil))
                guard journalled.contains(contact.id), !isFirst, contact.isKnown else { return (write, .participants) }
                return (write, utf8Equal(document["email_address"]?.string, contact.emailAddress) ? .rows : .measures)
            }
            for (part, writes) in Dictionary(grouping: writes, by: \.part) {
                try await writeInParallel(.participants, writes.map(\.write), changing: part)
            }
        }
    }

    /// The campaigns in which contacts are participants.
    private func campaigns(of contacts: [ContactID]) async throws -> Set<CampaignID> {
        guard !contacts.isEmpty else { return [] }
        try await ensureIndexes(of: .participants)
        var campaigns: Set<CampaignID> = []
        for part in contacts.chunks(of: Self.pageSize) {
            campaigns.formUnion(
                try await connection.find(
                    .participants, ["contact_id": ["$in": .array(part.map(BSONValue.string))]], .init(projection: ["_id": 1])
                ).compactMap { $0["_id", "campaign_id"]?.string })
        }
        return campaigns
    }

    static func replaceContact(_ contact: EncodedContact) -> Write {
        .replace(filter: ["_id": .string(contact.id)], with: contact.document)
    }
}
