import Engagement

extension ReportRow {
    /// v1.6 nests a `contact`; v2 is flat: `contact_id`, `contact_email_address`.
    init(json: JSONValue) throws(UnusableElement) {
        try json.requireObject()
        let contact = json["contact"]
        guard let id = contact?["id"]?.id ?? json["contact_id"]?.id ?? contact?.id else {
            throw UnusableElement("has no contact id")
        }
        let details =
            contact?.isObject == true ? contact.flatMap(ContactDetails.init(json:)) : ContactDetails(thin: json)
        self.init(contactID: id, contact: details, occurredAt: json["occurred_at"].flatMap(Timestamp.init(json:)))
    }
}
