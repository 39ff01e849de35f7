import Engagement
import EngagementStore

/// A participant as `participants` keeps it. `_id` is `{campaign_id, contact_id}`, so that no second index is needed; both are
/// also members of their own, for the team's queries and as the shard key. `email_address`, `status` and `fields` are copies
/// of the contact's record in `octo_contacts`. `engagement` is derived from `first_reported`.
enum ParticipantDocument {
    /// What a merge compares with.
    static let projection: BSONDocument = ["first_reported": 1, "occurred_at": 1, "vanished": 1]

    static func id(_ campaign: CampaignID, _ contact: ContactID) -> BSONValue {
        ["campaign_id": .string(campaign), "contact_id": .string(contact)]
    }

    /// Selects one document, and the shard that it is on.
    static func filter(_ campaign: CampaignID, _ contact: ContactID) -> BSONDocument {
        ["_id": id(campaign, contact), "campaign_id": .string(campaign), "contact_id": .string(contact)]
    }

    /// All documents of a campaign that come after a contact, in order of `_id`.
    static func range(_ campaign: CampaignID, after contact: ContactID?) -> BSONDocument {
        let start: BSONValue = contact.map { id(campaign, $0) } ?? ["campaign_id": .string(campaign)]
        return ["_id": ["$gt": start, "$lt": ["campaign_id": .string(campaign), "contact_id": .maxKey]]]
    }

    static func encode(
        _ participant: Participant, campaign: CampaignID, contact: EncodedContact?, syncedAt: BSONValue
    ) -> BSONDocument {
        var writer = BSONWriter(capacity: 768 + (contact?.fields?.bytes.count ?? 0))
        writer.append("_id", id(campaign, participant.contactID))
        writer.append("campaign_id", .string(campaign))
        writer.append("contact_id", .string(participant.contactID))
        for (key, value) in copies(of: contact) { writer.append(key, value) }
        writer.append("person", ifPresent: contact?.person)
        if contact?.isKnown != true { writer.append("is_bare", true) }
        writer.append("engagement", .document(BSONDocument(participant.firstReported.engagement)))
        writer.append("first_reported", .document(BSONDocument(participant.firstReported)))
        writer.append("occurred_at", .document(BSONDocument(participant.occurredAt)))
        writer.append("synced_at", syncedAt)
        return writer.finish()
    }

    /// A participant of another store, or one under a new contact id.
    /// - Parameter firstRun: the run that saw its contact's first record; nil where there is none.
    static func encode(_ row: ParticipantRow, knownSince firstRun: RunNumber?, syncedAt: BSONValue) -> BSONDocument {
        let reported = row.participant.firstReported
        var document = encode(
            row.participant, campaign: row.campaignID,
            contact: EncodedContact(row.participant.contactID, row.attributes), syncedAt: syncedAt)
        if let firstRun, ReportKind.allCases.contains(where: { reported[$0].map { $0 < firstRun } ?? false }) {
            document.append("known_since", .int32(firstRun))
        }
        if !row.vanished.isEmpty {
            document.append("vanished", .array(row.vanished.sorted().map { .string($0.rawValue) }))
        }
        return document
    }

    /// The copies of its contact's record. Always present, as the team's scripts read them.
    private static func copies(of contact: EncodedContact?) -> [(String, BSONValue)] {
        [
            ("email_address", contact?.emailAddress.map(BSONValue.string) ?? .null),
            ("status", contact?.status.map(BSONValue.string) ?? .null),
            ("fields", .document(contact?.fields ?? [:])),
        ]
    }

    /// The members that ``hasCopies(of:_:)`` compares.
    static let copies: BSONDocument = ["email_address": 1, "status": 1, "fields": 1]

    /// True if a participant's copies equal its contact's record.
    static func hasCopies(of contact: EncodedContact, _ document: BSONDocument) -> Bool {
        copies(of: contact).allSatisfy { document[$0.0] == $0.1 }
    }

    /// Updates the copies. `$set` takes values as they are; an update pipeline would read `$ecret` as a path.
    ///
    /// `is_bare` marks a participant of whose contact only the id is known. `known_since` is the run that changed this: as of
    /// an earlier run the person is not known.
    ///
    /// - Parameter others: further members to set.
    static func copying(
        _ contact: EncodedContact?, knownSince run: RunNumber? = nil, setting others: BSONDocument = [:]
    ) -> BSONDocument {
        var values = BSONDocument(copies(of: contact) + others.map { ($0.key, $0.value) })
        var removed = BSONDocument()
        if let person = contact?.person { values.append("person", person) } else { removed.append("person", "") }
        if contact?.isKnown == true {
            removed.append("is_bare", "")
            values.append("known_since", ifPresent: run.map(BSONValue.int32))
        } else {
            values.append("is_bare", true)
            removed.append("known_since", "")
        }
        var update: BSONDocument = ["$set": .document(values)]
        if !removed.isEmpty { update.append("$unset", .document(removed)) }
        return update
    }

    /// Writes a merged participant over the stored one: numbers and times only fall, flags only rise.
    static func raising(_ merged: Participant, from stored: Participant, syncedAt: BSONValue) -> BSONDocument {
        var lower = BSONDocument()
        var raise = BSONDocument()
        for kind in ReportKind.allCases {
            if let run = merged.firstReported[kind], run != stored.firstReported[kind] {
                lower.append("first_reported.\(kind.rawValue)", .int32(run))
            }
            if let time = merged.occurredAt[kind], time != stored.occurredAt[kind] {
                lower.append("occurred_at.\(kind.rawValue)", BSONValue(time))
            }
        }
        let (flags, before) = (merged.firstReported.engagement, stored.firstReported.engagement)
        for kind in ReportKind.engagement where flags[kind] && !before[kind] {
            raise.append("engagement.\(kind.rawValue)", true)
        }
        var update: BSONDocument = ["$set": ["synced_at": syncedAt]]
        if !lower.isEmpty { update.append("$min", .document(lower)) }
        if !raise.isEmpty { update.append("$max", .document(raise)) }
        return update
    }

    /// What was asked for of a stored document.
    struct Stored: Sendable {
        var campaignID: CampaignID
        var participant: Participant
        var vanished: Set<ReportKind>
    }

    /// Nil for a document that is not octo-site's, as its `_id` is another one. Members that were not asked for are empty.
    static func decode(_ document: BSONDocument) throws(UnreadableValue) -> Stored? {
        guard let id = document["_id"]?.document, let campaign = id["campaign_id"]?.string,
            let contact = id["contact_id"]?.string
        else { return nil }
        var stored = Stored(
            campaignID: campaign, participant: Participant(contactID: contact, firstReported: FirstReported()), vanished: [])
        for (key, value) in document {
            switch key {
            case "first_reported": stored.participant.firstReported = try value.firstReported()
            case "occurred_at": stored.participant.occurredAt = try value.occurredAt()
            case "vanished":
                for word in value.array ?? [value] {
                    guard let kind = word.string.flatMap(ReportKind.init) else {
                        throw UnreadableValue(field: key, value: value.text)
                    }
                    stored.vanished.insert(kind)
                }
            default: break
            }
        }
        return stored
    }
}
