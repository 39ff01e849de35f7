import Engagement

/// A participant as `participants` keeps it. `_id` is `{campaign_id, contact_id}`, so that there is no second index to
/// pay for; both stand beside it once more, for the team's queries and as the shard key. `email_address`, `status` and
/// `fields` are copies of the contact's; the truth is `octo_contacts`. `engagement` is derived from `first_reported`.
enum ParticipantDocument {
    /// What a merge compares with.
    static let projection: BSONDocument = ["first_reported": 1, "occurred_at": 1, "vanished": 1]

    static func id(_ campaign: CampaignID, _ contact: ContactID) -> BSONValue {
        ["campaign_id": .string(campaign), "contact_id": .string(contact)]
    }

    /// Names one document, and the shard it is on.
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

    /// A participant as a copy brings it.
    /// - Parameter firstRun: the run that saw its contact's first record; nil where none is known.
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

    /// What a participant carries of its contact. Always present, so that a script that reads them finds them.
    private static func copies(of contact: EncodedContact?) -> [(String, BSONValue)] {
        [
            ("email_address", contact?.emailAddress.map(BSONValue.string) ?? .null),
            ("status", contact?.status.map(BSONValue.string) ?? .null),
            ("fields", .document(contact?.fields ?? [:])),
        ]
    }

    /// What ``carries(_:_:)`` compares.
    static let copies: BSONDocument = ["email_address": 1, "status": 1, "fields": 1]

    /// True if a participant's copies are what its contact's record says.
    static func carries(_ contact: EncodedContact, _ document: BSONDocument) -> Bool {
        copies(of: contact).allSatisfy { document[$0.0] == $0.1 }
    }

    /// Brings the copies up to date. `$set` takes values as they are; an update pipeline would read `$ecret` as a path.
    ///
    /// `is_bare` marks a participant of whose contact nothing but the id is known, and `known_since` the run that
    /// changed that: a look back to before it must not find the person.
    ///
    /// - Parameter others: members to set besides.
    static func copying(
        _ contact: EncodedContact?, knownSince run: RunNumber? = nil, setting others: BSONDocument = [:]
    ) -> BSONDocument {
        var values = BSONDocument(copies(of: contact) + others.map { ($0.key, $0.value) })
        var gone = BSONDocument()
        if let person = contact?.person { values.append("person", person) } else { gone.append("person", "") }
        if contact?.isKnown == true {
            gone.append("is_bare", "")
            values.append("known_since", ifPresent: run.map(BSONValue.int32))
        } else {
            values.append("is_bare", true)
            gone.append("known_since", "")
        }
        var update: BSONDocument = ["$set": .document(values)]
        if !gone.isEmpty { update.append("$unset", .document(gone)) }
        return update
    }

    /// Joins what a merge brought into a stored document: numbers and times only fall, flags only rise.
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

    /// A stored document, as far as it was asked for.
    struct Stored: Sendable {
        var campaignID: CampaignID
        var participant: Participant
        var vanished: Set<ReportKind>
    }

    /// Nil for a document that isn't ours.
    static func decode(_ document: BSONDocument) -> Stored? {
        guard let id = document["_id"]?.document, let campaign = id["campaign_id"]?.string,
            let contact = id["contact_id"]?.string
        else { return nil }
        var stored = Stored(
            campaignID: campaign, participant: Participant(contactID: contact, firstReported: FirstReported()), vanished: [])
        for (key, value) in document {
            switch key {
            case "first_reported": stored.participant.firstReported = value.document?.firstReported ?? FirstReported()
            case "occurred_at": stored.participant.occurredAt = value.document?.occurredAt ?? OccurredAt()
            case "vanished": stored.vanished = Set((value.array ?? []).compactMap { $0.string.flatMap(ReportKind.init) })
            default: break
            }
        }
        return stored
    }
}
