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

extension ListedContact {
    /// Nil without an id.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        self.init(id: id, details: ContactDetails(json: json) ?? ContactDetails(emailAddress: nil))
    }
}

extension ContactDetails {
    /// Nil for a contact deleted at the provider: `deleted` is true, or nothing but its id is left.
    init?(json: JSONValue) {
        if json["deleted"]?.bool == true { return nil }
        let address = json["email_address"]?.address
        let fields = json["fields"].flatMap(Self.fields) ?? Self.namesOfV12(json)
        guard address != nil || fields?.isEmpty == false else { return nil }
        self.init(
            emailAddress: address, status: json["status"]?.string ?? Self.statusOfV12(json), fields: fields,
            lastUpdatedAt: json["last_updated_at"]?.timestamp)
    }

    /// v2's report row, which knows the address only; nil where it is gone with its contact.
    fileprivate init?(thin json: JSONValue) {
        guard let address = (json["contact_email_address"] ?? json["email_address"])?.address else { return nil }
        self.init(emailAddress: address)
    }

    /// An empty array is PHP's way to write an object without members; nil for anything else that is no object.
    private static func fields(_ json: JSONValue) -> [FieldTag: FieldValue]? {
        if json.isArray, json.isEmpty { return [:] }
        guard json.isObject else { return nil }
        // Room for most lists' fields from the start: growing it step by step took a tenth of a page's time.
        var fields = [FieldTag: FieldValue](minimumCapacity: 12)
        for (tag, value) in json.members { fields[tag] = FieldValue(json: value) }
        return fields
    }

    /// Version 1.2 had two members instead of fields.
    private static func namesOfV12(_ json: JSONValue) -> [FieldTag: FieldValue]? {
        guard json.has("first_name") || json.has("last_name") else { return nil }
        var fields: [FieldTag: FieldValue] = [:]
        fields["FirstName"] = json["first_name"].map(FieldValue.init(json:))
        fields["LastName"] = json["last_name"].map(FieldValue.init(json:))
        return fields
    }

    private static func statusOfV12(_ json: JSONValue) -> String? {
        json["subscribed"]?.bool.map { $0 ? "SUBSCRIBED" : "UNSUBSCRIBED" }
    }
}

extension FieldValue {
    /// As it comes: v1.6 sends strings, v2 typed values. What no version documents, an object, is kept as its JSON
    /// text.
    init(json: JSONValue) {
        switch json.kind {
        case .null: self = .null
        case .yes: self = .boolean(true)
        case .no: self = .boolean(false)
        case .number:
            let spelling = json.spelling
            self = Int64(spelling).map(FieldValue.integer) ?? Double(spelling).map(FieldValue.number) ?? .text(spelling)
        case .string, .escapedString: self = .text(json.string ?? "")
        case .array: self = .list(json.elements.map { $0.string ?? $0.spelling })
        case .object: self = .text(json.spelling)
        }
    }
}

extension JSONValue {
    /// A text; nil where it is blank, which is no address.
    fileprivate var address: String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// A time in ISO 8601; nil for anything else.
    var timestamp: Timestamp? { kind == .string ? Timestamp(ascii: bytes) : string.flatMap { Timestamp($0) } }
}
