import Basics
package import Engagement
import EngagementStore

/// Copies of a record before the record itself, the new participant before the old one goes: cut off anywhere, the same call
/// finishes it.
extension MongoStore {
    package func rename(_ names: [ContactID: ContactID], in campaign: CampaignID) async throws {
        for part in names.filter({ $0 != $1 }).map(\.key).chunks(of: Self.chunk) {
            try await exclusively { try await self.rename(Array(part), names, campaign) }
        }
        forgetMemory()
    }

    private func rename(_ old: [ContactID], _ names: [ContactID: ContactID], _ campaign: CampaignID) async throws {
        let stored = try await stored(old, campaign: campaign).map(\.participant)
        var renamed: [ContactID: Participant] = [:]
        for participant in stored {
            guard let new = names[participant.contactID] else { continue }
            let participant = Participant(
                contactID: new, firstReported: participant.firstReported, occurredAt: participant.occurredAt)
            renamed[new, default: participant].join(participant)
        }
        guard !renamed.isEmpty else { return }
        let records = try await handOver(stored.map(\.contactID), names)
        try await join(renamed, records, campaign)
        try await remove(stored.map(\.contactID), campaign)
    }

    /// Gives the old ids' records to new ones that have none, and to those whose first came later as what was before it.
    /// - Returns: the records of the new ids.
    private func handOver(
        _ old: [ContactID], _ names: [ContactID: ContactID]
    ) async throws -> [ContactID: Attributes] {
        let known = try await records(of: old + old.compactMap { names[$0] })
        var records = known.filter { names[$0.key] == nil }
        var given: [EncodedContact] = []
        for id in old {
            guard let new = names[id], let record = known[id], records[new] == nil else { continue }
            records[new] = record
            given.append(EncodedContact(new, record))
        }
        try await rememberEarlier(old, names, known)
        for (run, contacts) in Dictionary(grouping: given, by: \.run) { try await propagate(contacts, firstKnownIn: run) }
        try await writeInParallel(.contacts, given.map(Self.replaceContact))
        let bare = old.compactMap { names[$0] }.filter { records[$0] == nil }
        try await writeInParallel(
            .contacts, bare.map { .insert(EncodedContact($0, nil).document) }, expectsDuplicates: true)
        return records
    }

    private func rememberEarlier(
        _ old: [ContactID], _ names: [ContactID: ContactID], _ known: [ContactID: Attributes]
    ) async throws {
        var earlier: [RunNumber: [JournalEntry.Change]] = [:]
        for id in old {
            guard let new = names[id], let record = known[id], let first = known[new], first.run > record.run else { continue }
            earlier[first.run, default: []].append(.attributes(new, old: record))
        }
        guard !earlier.isEmpty else { return }
        let told = try await journal(of: earlier.values.joined().compactMap(\.contact)).compactMap(\.change.contact)
        for (run, changes) in earlier {
            try await writeJournal(changes.filter { !($0.contact.map(told.contains) ?? false) }, run: run)
        }
    }

    private func join(
        _ renamed: [ContactID: Participant], _ records: [ContactID: Attributes], _ campaign: CampaignID
    ) async throws {
        let standing = try await stored(Array(renamed.keys), campaign: campaign)
            .reduce(into: [ContactID: Participant]()) { $0[$1.participant.contactID] = $1.participant }
        let firstRuns = try await firstRuns(of: records.mapValues(\.run))
        let syncedAt = Self.now
        try await writeInParallel(
            .participants,
            renamed.map { id, participant in
                guard let before = standing[id] else {
                    let row = ParticipantRow(campaignID: campaign, participant: participant, attributes: records[id])
                    return .insert(
                        ParticipantDocument.encode(row, knownSince: firstRuns[id], syncedAt: syncedAt))
                }
                var joined = participant
                joined.join(before)
                return .update(
                    filter: ParticipantDocument.filter(campaign, id),
                    update: ParticipantDocument.raising(joined, from: before, syncedAt: syncedAt))
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
    /// The contact whose record was replaced; nil where it is about something else.
    fileprivate var contact: ContactID? { if case .attributes(let contact, _) = self { contact } else { nil } }
}
