import Engagement

extension ReportRow {
    /// Nil without a contact id. v1.6 nests a `contact`; v2 is flat: `contact_id`, `contact_email_address`.
    init?(json: JSONValue) {
        let contact = json["contact"]
        guard let id = contact?["id"]?.text ?? json["contact_id"]?.text ?? contact?.text, !id.isEmpty else {
            return nil
        }
        let details =
            contact?.isObject == true ? contact.flatMap(ContactDetails.init(json:)) : ContactDetails(thin: json)
        self.init(contactID: id, contact: details, occurredAt: json["occurred_at"]?.timestamp)
    }
}
