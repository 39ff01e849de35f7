import Basics
package import Engagement
import EngagementStore

/// Renaming writes copies of a record before the record itself, and the new participant before the old one is removed: if it
/// is interrupted anywhere, the same call completes it.
extension MongoStore {
    package func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws {
        for part in names.filter({ $0 != $1 }).map(\.key).chunks(of: Self.pageSize) {
            try await exclusively { try await self.rename(Array(part), names, campaign) }
        }
        discardMemory()
    }

    private func rename(_ old: [ContactID], _ names: [ContactID: ContactID], _ campaign: CampaignID) async throws {
        let stored = try await participants(old, of: campaign).map(\.participant)
        var renamed: [ContactID: Participant] = [:]
        for participant in stored {
            guard let new = names[participant.contactID] else { continue }
            let participant = Participant(
                contactID: new, firstReported: participant.firstReported, occurredAt: participant.occurredAt)
            renamed[new, default: participant].join(participant)
        }
        guard !renamed.isEmpty else { return }
        let records = try await moveRecords(of: stored.map(\.contactID), names)
        try await join(renamed, records, campaign)
        try await remove(stored.map(\.contactID), campaign)
    }

    /// Gives the old ids' records to new ids that have none, and journals them for new ids whose first record came later.
    /// - Returns: the records of the new ids.
    private func moveRecords(
        of old: [ContactID], _ names: [ContactID: ContactID]
    ) async throws -> [ContactID: Attributes] {
        let known = try await records(of: old + old.compactMap { names[$0] })
        var records = known.filter { names[$0.key] == nil }
        var given: [EncodedContact] = []
        for id in old {
            guard let new = names[id], let record = known[id], records[new] == nil else { continue }
            records[new] = record
            given.append(EncodedContact(new, record))
        }
        try await journalEarlierRecords(old, names, known)
        for (run, contacts) in Dictionary(grouping: given, by: \.run) { try await propagate(contacts, firstKnownIn: run) }
        try await writeInParallel(.contacts, given.map(Self.replaceContact))
        let bare = old.compactMap { names[$0] }.filter { records[$0] == nil }
        try await writeInParallel(
            .contacts, bare.map { .insert(EncodedContact($0, nil).document) }, expectsDuplicates: true)
        return records
    }

    private func journalEarlierRecords(
        _ old: [ContactID], _ names: [ContactID: ContactID], _ known: [ContactID: Attributes]
    ) async throws {
        var earlier: [RunNumber: [JournalEntry.Change]] = [:]
        for id in old {
            guard let new = names[id], let record = known[id], let first = known[new], first.run > record.run else { continue }
            earlier[first.run, default: []].append(.attributes(new, old: record))
        }
        guard !earlier.isEmpty else { return }
        let journalled = try await journal(of: earlier.values.joined().compactMap(\.contact)).compactMap(\.change.contact)
        for (run, changes) in earlier {
            try await writeJournal(changes.filter { !($0.contact.map(journalled.contains) ?? false) }, run: run)
        }
    }

    private func join(
        _ renamed: [ContactID: Participant], _ records: [ContactID: Attributes], _ campaign: CampaignID
    ) async throws {
        let stored = try await participants(Array(renamed.keys), of: campaign)
            .reduce(into: [ContactID: Participant]()) { $0[$1.participant.contactID] = $1.participant }
        let firstRuns = try await firstRuns(of: records.mapValues(\.run))
        let syncedAt = Self.now
        try await writeInParallel(
            .participants,
            renamed.map { id, participant in
                guard let before = stored[id] else {
                    let row = ParticipantRow(campaignID: campaign, participant: participant, attributes: records[id])
                    return .insert(
                        ParticipantDocument.encode(row, knownSince: firstRuns[id], syncedAt: syncedAt))
                }
                return .update(
                    filter: ParticipantDocument.filter(campaign, id),
                    update: ParticipantDocument.raising(before.joined(with: participant), from: before, syncedAt: syncedAt))
            })
    }

    private func remove(_ contacts: [ContactID], _ campaign: CampaignID) async throws {
        let ids: BSONValue = ["$in": .array(contacts.map(BSONValue.string))]
        try await writeInParallel(
            .participants, contacts.map { .delete(filter: ParticipantDocument.filter(campaign, $0)) })
        try await connection.write(
            .journal, [.deleteMany(filter: ["contact_id": ids, "campaign_id": .string(campaign)])])
        try await ensureIndexes(of: .participants)
        let listed = try await contactsWithParticipants(contacts)
        let gone: BSONValue = ["$in": .array(contacts.filter { !listed.contains($0) }.map(BSONValue.string))]
        try await connection.write(.journal, [.deleteMany(filter: ["contact_id": gone])])
        try await connection.write(.contacts, [.deleteMany(filter: ["_id": gone])])
    }
}

extension JournalEntry.Change {
    /// The contact whose record was replaced; nil for other changes.
    fileprivate var contact: ContactID? { if case .attributes(let contact, _) = self { contact } else { nil } }
}
