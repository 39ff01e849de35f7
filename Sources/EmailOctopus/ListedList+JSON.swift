import Engagement

extension ListedList {
    /// Nil without an id. v2's documentation makes `counts` an array of one object; other clients have met the object alone.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        let tags = json["fields"]?.elements.compactMap { $0["tag"]?.text ?? $0.string } ?? []
        list = ContactList(id: id, name: json["name"]?.text ?? id, fieldTags: tags)
        let counts = json["counts"].flatMap { $0.isArray ? $0.elements.first { _ in true } : $0 }
        contacts =
            (counts?.members).map { Dictionary($0.compactMap { name, count in count.int.map { (name, $0) } }) { $1 } } ?? [:]
    }
}
