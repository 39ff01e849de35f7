import Engagement

extension ContactDetails {
    /// Nil for a contact deleted at the provider: `deleted` is true, or only its id is left.
    init?(json: JSONValue) {
        if json["deleted"]?.bool == true { return nil }
        let address = json["email_address"]?.address
        let fields = json["fields"].flatMap(Self.fields) ?? Self.namesOfV12(json)
        guard address != nil || fields?.isEmpty == false else { return nil }
        self.init(
            emailAddress: address, status: json["status"]?.string ?? Self.statusOfV12(json), fields: fields,
            lastUpdatedAt: json["last_updated_at"].flatMap(Timestamp.init(json:)))
    }

    /// From a report row of v2, which has the address only; nil if the address was deleted with the contact.
    init?(thin json: JSONValue) {
        guard let address = (json["contact_email_address"] ?? json["email_address"])?.address else { return nil }
        self.init(emailAddress: address)
    }

    /// Nil for a value that is no object, except an empty array: PHP writes an object without members so.
    private static func fields(_ json: JSONValue) -> [FieldTag: FieldValue]? {
        if json.isArray, json.isEmpty { return [:] }
        guard json.isObject else { return nil }
        // Enough for most lists' fields: growing step by step took a tenth of a page's time.
        var fields = [FieldTag: FieldValue](minimumCapacity: 12)
        for (tag, value) in json.members { if let value = FieldValue(json: value) { fields.add(value, tag: tag) } }
        return fields
    }

    /// Version 1.2 had two members instead of fields.
    private static func namesOfV12(_ json: JSONValue) -> [FieldTag: FieldValue]? {
        guard json.has("first_name") || json.has("last_name") else { return nil }
        var fields: [FieldTag: FieldValue] = [:]
        fields["FirstName"] = json["first_name"].flatMap(FieldValue.init(json:))
        fields["LastName"] = json["last_name"].flatMap(FieldValue.init(json:))
        return fields
    }

    private static func statusOfV12(_ json: JSONValue) -> String? {
        json["subscribed"]?.bool.map { $0 ? "SUBSCRIBED" : "UNSUBSCRIBED" }
    }
}
