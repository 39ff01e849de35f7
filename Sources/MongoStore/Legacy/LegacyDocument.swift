import Engagement

/// A participant as the old scripts stored it: with an `ObjectId` as key, and flags that are Booleans, integers, null or absent.
struct LegacyDocument: Sendable {
    let id: BSONValue
    let campaignID: CampaignID?
    let contactID: ContactID?
    let participant: Participant
    /// Nil if the document has only the contact's id.
    let attributes: Attributes?

    init(_ document: BSONDocument) {
        id = document["_id"] ?? .null
        campaignID = Self.text(document["campaign_id"])
        contactID = Self.text(document["contact_id"])
        participant = Participant(
            contactID: contactID ?? "", firstReported: Self.reported(document["engagement"]?.document ?? [:]))
        attributes = Self.attributes(of: document)
    }

    var person: Person? { attributes?.person }

    private static func text(_ value: BSONValue?) -> String? {
        value?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A participant with a document was sent the campaign, and true flags were reported: both in run 0. An open that only a
    /// click implies stays implied: the flag itself must be true.
    private static func reported(_ flags: BSONDocument) -> FirstReported {
        var reported = FirstReported(.sent, run: 0)
        for kind in ReportKind.engagement where flags[kind.rawValue].map(isTrue) ?? false { reported[kind] = 0 }
        return reported
    }

    /// True for values that mean yes.
    static func isTrue(_ value: BSONValue) -> Bool {
        switch value {
        case .boolean(let flag): flag
        case .double(let number): number != 0
        case .string(let text): ["true", "yes", "1"].contains(text.lowercased())
        default: (value.integer ?? 0) != 0
        }
    }

    /// A record of run 0 without a time, so that any record of the provider replaces it. The scripts did not encode tags.
    private static func attributes(of document: BSONDocument) -> Attributes? {
        let address = text(document["email_address"])
        let fields = document["fields"]?.document.map { fields in
            Dictionary(fields.map { ($0.key, $0.value.fieldValue) }, uniquingKeysWith: { $1 })
        }
        guard address != nil || !(fields ?? [:]).isEmpty else { return nil }
        return Attributes(emailAddress: address, status: document["status"]?.string, fields: fields, run: 0)
    }
}
