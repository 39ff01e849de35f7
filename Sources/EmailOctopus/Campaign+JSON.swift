import Engagement

extension Campaign {
    /// v1.6 and v2 differ only in the case of `status`. `to` is an array of list ids; in v2's example it is nested.
    init(json: JSONValue) throws(UnusableElement) {
        try json.requireObject()
        guard let id = json["id"]?.id else { throw UnusableElement("has no id") }
        let from = json["from"]
        let sentAt = json["sent_at"].flatMap(Timestamp.init(json:))
        // Without a status, the time of sending says whether the campaign was sent.
        let status = json["status"]?.string ?? (sentAt == nil ? "draft" : "sent")
        self.init(
            id: id, name: json["name"]?.text, subject: json["subject"]?.text, status: Status(rawValue: status),
            listIDs: json["to"].map(Self.listIDs) ?? [], fromName: from?["name"]?.text,
            fromAddress: from?["email_address"]?.text ?? from?.string,
            createdAt: json["created_at"].flatMap(Timestamp.init(json:)),
            sentAt: sentAt)
    }

    private static func listIDs(_ json: JSONValue) -> [ListID] {
        if let id = json.id ?? json["id"]?.id { return [id] }
        return json.elements.flatMap(listIDs)
    }
}
