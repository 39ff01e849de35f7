import Engagement

extension Campaign {
    /// Nil without an id. v1.6 and v2 differ in the case of `status` only; `to` is an array of list ids, in v2's own
    /// example a nested one.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        let from = json["from"]
        let sentAt = json["sent_at"]?.timestamp
        // A campaign without a status is still one: what was sent has a time of sending.
        let status = json["status"]?.string ?? (sentAt == nil ? "draft" : "sent")
        self.init(
            id: id, name: json["name"]?.text, subject: json["subject"]?.text, status: Status(rawValue: status),
            listIDs: json["to"].map(Self.listIDs) ?? [], fromName: from?["name"]?.text,
            fromAddress: from?["email_address"]?.text ?? from?.string, createdAt: json["created_at"]?.timestamp,
            sentAt: sentAt)
    }

    private static func listIDs(_ json: JSONValue) -> [ListID] {
        if let id = json.text ?? json["id"]?.text { return id.isEmpty ? [] : [id] }
        return json.elements.flatMap(listIDs)
    }
}

extension ListedList {
    /// Nil without an id. v2's own description makes `counts` an array of one object, others have met the object alone.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        let tags = json["fields"]?.elements.compactMap { $0["tag"]?.text ?? $0.string } ?? []
        list = ContactList(id: id, name: json["name"]?.text ?? id, fieldTags: tags)
        let counts = json["counts"].flatMap { $0.isArray ? $0.elements.first { _ in true } : $0 }
        contacts =
            (counts?.members).map { Dictionary($0.compactMap { name, count in count.int.map { (name, $0) } }) { $1 } } ?? [:]
    }
}
