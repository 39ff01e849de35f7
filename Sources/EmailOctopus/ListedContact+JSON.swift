import Engagement

extension ListedContact {
    init(json: JSONValue) throws(UnusableElement) {
        try json.requireObject()
        guard let id = json["id"]?.id else { throw UnusableElement("has no id") }
        self.init(id: id, details: ContactDetails(json: json))
    }
}
