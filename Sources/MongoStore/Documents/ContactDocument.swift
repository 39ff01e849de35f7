import Engagement

/// A contact as `octo_contacts` keeps it: `{_id, email_address, person, status, fields, last_updated_at, run}`. A member
/// that isn't known is absent. A document with nothing but its `_id` stands for a contact of whom only the id is known; it
/// tells a merge that there are participants to bring up to date once the record comes.
enum ContactDocument {
    static func encode(_ id: ContactID, _ attributes: Attributes?) -> BSONDocument {
        var document: BSONDocument = ["_id": .string(id)]
        if let attributes { append(attributes, to: &document) }
        return document
    }

    static func append(_ attributes: Attributes, to document: inout BSONDocument) {
        document.append("email_address", ifPresent: attributes.emailAddress.map(BSONValue.string))
        document.append("person", ifPresent: person(of: attributes))
        document.append("status", ifPresent: attributes.status.map(BSONValue.string))
        document.append("fields", ifPresent: attributes.fields.map { .document(BSONDocument($0)) })
        document.append("last_updated_at", ifPresent: attributes.lastUpdatedAt.map { BSONValue($0) })
        document.append("run", .int32(attributes.run))
    }

    static func decode(_ document: BSONDocument) -> ContactRecord? {
        document["_id"]?.string.map { ContactRecord(id: $0, attributes: attributes(of: document)) }
    }

    /// Nil for a contact of whom only the id is known.
    static func attributes(of document: BSONDocument) -> Attributes? {
        var attributes = Attributes(emailAddress: nil, run: 0)
        var isKnown = false
        for (key, value) in document {
            switch key {
            case "email_address": attributes.emailAddress = value.string
            case "status": attributes.status = value.string
            case "fields": attributes.fields = value.document?.fields
            case "last_updated_at": attributes.lastUpdatedAt = value.timestamp
            case "run":
                attributes.run = value.run ?? 0
                isKnown = true
            default: break
            }
        }
        return isKnown ? attributes : nil
    }

    /// The person, where it is spelled unlike the address. Most addresses are in lower case, and a member that is not there
    /// costs nothing; the server can't do this itself, as its `$toLower` knows ASCII only.
    static func person(of attributes: Attributes) -> BSONValue? {
        guard let person = attributes.person, person != attributes.emailAddress else { return nil }
        return .string(person)
    }

    /// The person, as an expression over a document that carries an address: null where there is none.
    /// - Parameter place: where the document is, `$` for the one at hand.
    static func person(at place: String = "$") -> BSONValue {
        let address: BSONValue = "\(place)email_address"
        return ["$ifNull": ["\(place)person", ["$cond": [["$gt": [address, ""]], address, .null]]]]
    }
}
