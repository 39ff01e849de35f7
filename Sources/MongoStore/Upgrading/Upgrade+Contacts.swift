import Engagement
import EngagementStore

extension Upgrade {
    /// Every participant's contact has a document of its own, so these are all.
    func moveContacts() async throws {
        let upperCase: BSONValue = ["$regex": "^[0-9A-Fa-f]{8}-.*$"]
        let ids = try await connection.find(.contacts, ["_id": upperCase], .init(projection: ["_id": 1]))
            .compactMap { $0["_id"]?.string }.filter { canonicalID($0) != $0 }
        guard !ids.isEmpty else { return }
        try await store.ensureIndexes(of: .participants)
        try await store.ensureIndexes(of: .journal)
        for id in ids { try await move(contact: id, to: canonicalID(id)) }
        store.discardMemory()
    }

    /// The records first, so that the participants get their copies of the one that stays.
    private func move(contact old: ContactID, to new: ContactID) async throws {
        let contacts = try await store.contacts(ids: [old, new], on: connection)
        let (mine, theirs) = (contacts.first { $0.id == old }, contacts.first { $0.id == new })
        try await connection.write(
            .journal, [.updateMany(filter: ["contact_id": .string(old)], update: ["$set": ["contact_id": .string(new)]])])
        let winner: EncodedContact
        if let mine = mine?.attributes, let theirs = theirs?.attributes {
            let isReplaced = theirs.precedes(mine)
            let (newer, older) = isReplaced ? (mine, theirs) : (theirs, mine)
            if older.run < newer.run, !older.saysTheSame(as: newer) {
                try await store.writeJournal([.attributes(new, old: older)], run: newer.run)
            }
            winner = EncodedContact(new, newer)
        } else {
            winner = EncodedContact(new, mine?.attributes ?? theirs?.attributes)
        }
        for document in try await connection.find(.participants, ["contact_id": .string(old)]) {
            try await move(document, campaign: nil, contact: new)
        }
        try await store.propagate([winner])
        try await connection.write(
            .contacts, [MongoStore.replaceContact(winner), .delete(filter: ["_id": .string(old)])], ordered: true)
    }

    /// Moves a participant to another key, and joins it with the one that is there.
    func move(_ document: BSONDocument, campaign: CampaignID?, contact: ContactID?) async throws {
        guard let mine = try connection.decode(document, in: .participants, ParticipantDocument.decode) else { return }
        let (campaign, contact) = (campaign ?? mine.campaignID, contact ?? mine.participant.contactID)
        let moved = document.setting([
            "_id": ParticipantDocument.id(campaign, contact), "campaign_id": .string(campaign), "contact_id": .string(contact),
        ])
        if let theirs = try await store.participants([contact], of: campaign).first {
            let participant = Participant(
                contactID: contact, firstReported: mine.participant.firstReported, occurredAt: mine.participant.occurredAt)
            var update = ParticipantDocument.raising(
                theirs.participant.joined(with: participant), from: theirs.participant, syncedAt: MongoStore.now)
            // A mark that one of them lacks is made again by the next walk.
            let marks = theirs.vanished.subtracting(mine.vanished).sorted().map { BSONValue.string($0.rawValue) }
            if !marks.isEmpty { update.append("$pullAll", ["vanished": .array(marks)]) }
            try await connection.write(
                .participants, [.update(filter: ParticipantDocument.filter(campaign, contact), update: update)])
        } else {
            try await connection.write(.participants, [.insert(moved)])
        }
        try await connection.write(
            .participants, [.delete(filter: ParticipantDocument.filter(mine.campaignID, mine.participant.contactID))])
    }

    // MARK: People

    /// Persons in the form of ``person(of:)``, and addresses without U+0000. Copies come before the contact, as in a merge.
    func renewPeople() async throws {
        let contacts = RowBatches(pageSize: MongoStore.pageSize, key: { $0["_id"] ?? .minKey }) { (last: BSONValue?, limit) in
            try await connection.find(
                .contacts, ["_id": ["$gt": last ?? .minKey], "email_address": ["$exists": true]],
                .init(sort: ["_id": 1], limit: limit))
        }
        for try await documents in contacts {
            let renewed = try documents.compactMap { document -> EncodedContact? in
                var contact = try connection.decode(document, in: .contacts, EncodedContact.init(_:))
                if var attributes = contact.attributes, attributes.emailAddress?.utf8.contains(0) ?? false {
                    attributes.emailAddress = attributes.emailAddress.map(withoutNul)
                    contact = EncodedContact(contact.id, attributes)
                } else if utf8Equal(contact.person?.string, document["person"]?.string) {
                    return nil
                }
                return contact
            }
            try await store.propagate(renewed)
            try await store.writeInParallel(.contacts, renewed.map(MongoStore.replaceContact))
        }
        try await renewJournal()
    }

    private func renewJournal() async throws {
        let entries = RowBatches(pageSize: MongoStore.pageSize, key: { $0["_id"] ?? .minKey }) { (last: BSONValue?, limit) in
            try await connection.find(
                .journal, ["_id": ["$gt": last ?? .minKey], "old.email_address": ["$exists": true]],
                .init(sort: ["_id": 1], limit: limit))
        }
        for try await documents in entries {
            let writes = documents.compactMap { document -> Write? in
                guard let id = document["_id"], let address = document["old", "email_address"]?.string else { return nil }
                let kept = withoutNul(address)
                let person = person(of: kept).flatMap { utf8Equal($0, kept) ? nil : $0 }
                guard kept != address || !utf8Equal(person, document["old", "person"]?.string) else { return nil }
                var update: BSONDocument = ["$set": ["old.email_address": .string(kept)]]
                update =
                    if let person { ["$set": ["old.email_address": .string(kept), "old.person": .string(person)]] } else {
                        update.appending("$unset", ["old.person": ""])
                    }
                return .update(filter: ["_id": id], update: update)
            }
            try await connection.write(.journal, writes)
        }
    }
}
