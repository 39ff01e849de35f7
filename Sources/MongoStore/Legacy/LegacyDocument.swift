import Engagement

/// A participant as the old scripts stored it: with an `ObjectId` as key, and flags that are Booleans, integers, null or absent.
struct LegacyDocument: Sendable {
    let campaignID: CampaignID?
    let contactID: ContactID?
    let participant: Participant
    /// Nil if the document has only the contact's id.
    let attributes: Attributes?

    /// - Parameter run: the run that it counts for.
    init(_ document: BSONDocument, run: RunNumber) {
        campaignID = Self.text(document["campaign_id"]).map(canonicalID)
        contactID = Self.text(document["contact_id"]).map(canonicalID)
        // A participant with a document was sent the campaign.
        var reported = FirstReported(.sent, run: run)
        for kind in Self.reported(document["engagement"]?.document ?? [:]) { reported[kind] = run }
        participant = Participant(contactID: contactID ?? "", firstReported: reported)
        attributes = Self.attributes(of: document, run: run)
    }

    var person: Person? { attributes?.person }

    private static func text(_ value: BSONValue?) -> String? {
        value?.string.map(withoutNul).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The reports that flags stand for. An open beside a click is left out: the old scripts set it with every click, so it is
    /// no evidence of an open, and a click implies an open here, too.
    static func reported(_ flags: BSONDocument) -> Set<ReportKind> {
        var reported = Set(ReportKind.engagement.filter { flags[$0.rawValue].map(isTrue) ?? false })
        if reported.contains(.clicked) { reported.remove(.opened) }
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

    /// A record without a time, so that any full record of the provider replaces it. The scripts did not encode tags.
    private static func attributes(of document: BSONDocument, run: RunNumber) -> Attributes? {
        let address = text(document["email_address"])
        let fields = document["fields"]?.document.map { fields in
            fields.reduce(into: [FieldTag: FieldValue]()) { $0.add($1.value.fieldValue.withoutNul, tag: $1.key) }
        }
        guard address != nil || !(fields ?? [:]).isEmpty else { return nil }
        return Attributes(emailAddress: address, status: document["status"]?.string, fields: fields, run: run)
    }
}
