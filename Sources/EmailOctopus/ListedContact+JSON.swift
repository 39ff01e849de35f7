import Engagement

extension ListedContact {
    /// Nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        self.init(id: id, details: ContactDetails(json: json) ?? ContactDetails(emailAddress: nil))
    }
}
