import Engagement
import HTTP

extension ListedList {
    /// v2's documentation makes `counts` an array of one object; other clients have met the object alone. A count that can't be
    /// true is unknown.
    init(json: JSONValue) throws(UnusableElement) {
        try json.requireObject()
        guard let id = json["id"]?.id else { throw UnusableElement("has no id") }
        let tags = json["fields"]?.elements.compactMap { ($0["tag"]?.text ?? $0.string).map(normalizedText) } ?? []
        list = ContactList(id: id, name: json["name"]?.text ?? id, fieldTags: tags)
        let counts = json["counts"].flatMap { $0.isArray ? $0.elements.first { _ in true } : $0 }
        contacts = [:]
        for (name, count) in counts?.members.map({ $0 }) ?? [] {
            if case .success(let count?) = Result(catching: { try count.count() }) { contacts[name] = count }
        }
    }
}
