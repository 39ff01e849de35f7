import Engagement

extension ReportRow {
    /// v1.6 nests a `contact`; v2 is flat: `contact_id`, `contact_email_address`.
    /// - Parameter known: records that are not decoded.
    init(json: JSONValue, knowing known: KnownRecords? = nil) throws(UnusableElement) {
        try json.requireObject()
        let contact = json["contact"]
        let ownID = contact?["id"]?.id
        guard let id = ownID ?? json["contact_id"]?.id ?? contact?.id else {
            throw UnusableElement("has no contact id")
        }
        let time = json["occurred_at"].flatMap(Timestamp.init(json:))
        var digest: RecordDigest?
        if let known, ownID != nil, let contact {
            let found = RecordDigest(contact.bytes)
            if known.contains(found) {
                self.init(contactID: id, contact: nil, occurredAt: time, digest: found)
                isKnown = true
                return
            }
            digest = found
        }
        let details =
            contact?.isObject == true ? contact.flatMap(ContactDetails.init(json:)) : ContactDetails(thin: json)
        self.init(contactID: id, contact: details, occurredAt: time, digest: digest)
    }
}
