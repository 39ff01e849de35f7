import Engagement
import EngagementStore

/// A contact with its record, whose fields are BSON: most records are only compared with what is stored, and copied into
/// participants.
struct EncodedContact: Sendable {
    let id: ContactID
    /// All but the fields; nil for a contact of which only the id is known.
    private let head: Attributes?
    /// Nil in a thin record.
    let fields: BSONDocument?

    init(_ id: ContactID, _ attributes: Attributes?) {
        self.id = id
        fields = attributes?.fields.map(BSONDocument.init)
        var head = attributes
        head?.fields = nil
        self.head = head
    }

    /// Reads a document of `octo_contacts`.
    init(_ document: BSONDocument) throws(UnreadableValue) {
        id = try document.required("_id", \.string)
        (head, fields) = try Self.parts(of: document)
    }

    /// The record in a document; both nil if it has none, which has no run.
    private static func parts(of document: BSONDocument) throws(UnreadableValue) -> (Attributes?, BSONDocument?) {
        var head = Attributes(emailAddress: nil, run: 0)
        var fields: BSONDocument?
        var isKnown = false
        func read<Value>(_ key: String, _ stored: BSONValue, _ value: Value?) throws(UnreadableValue) -> Value {
            guard let value else { throw UnreadableValue(field: key, value: stored.text) }
            return value
        }
        var iterator = document.makeIterator()
        while iterator.advance() {
            let (key, value) = (iterator.key, iterator.value)
            if value == .null, key != "run" { continue }
            switch key {
            case "email_address": head.emailAddress = try read(key, value, value.string)
            case "status": head.status = try read(key, value, value.string)
            case "fields":
                let document = try read(key, value, value.document)
                try document.checkFields()
                fields = document
            case "last_updated_at": head.lastUpdatedAt = try read(key, value, value.timestamp)
            case "run":
                head.run = try read(key, value, value.run)
                isKnown = true
            default: break
            }
        }
        return (isKnown ? head : nil, isKnown ? fields : nil)
    }

    /// Reads an old record in a journal entry; nil if there was none.
    static func attributes(of document: BSONDocument?) throws(UnreadableValue) -> Attributes? {
        guard let document else { return nil }
        _ = try document.required("run", \.run)
        let (head, fields) = try parts(of: document)
        return attributes(head, fields)
    }

    private static func attributes(_ head: Attributes?, _ fields: BSONDocument?) -> Attributes? {
        var attributes = head
        attributes?.fields = fields?.fields
        return attributes
    }

    var attributes: Attributes? { Self.attributes(head, fields) }
    var record: ContactRecord { ContactRecord(id: id, attributes: attributes) }

    /// False for a contact of which only the id is known.
    var isKnown: Bool { head != nil }
    var run: RunNumber { head?.run ?? 0 }
    var emailAddress: String? { head?.emailAddress }
    var status: String? { head?.status }

    /// The person, if it differs from the address. Most addresses are in lower case, and an absent member costs nothing. The
    /// server can't derive it, as its `$toLower` knows ASCII only.
    var person: BSONValue? {
        guard let person = head?.person, person != head?.emailAddress else { return nil }
        return .string(person)
    }

    /// True if both records have the same content; they may be of different runs.
    func saysTheSame(as other: EncodedContact) -> Bool {
        guard let head, let theirs = other.head, head.saysTheSame(as: theirs) else { return false }
        return fields == other.fields || fields?.fields == other.fields?.fields
    }

    /// True if the other record replaces this one.
    func precedes(_ other: EncodedContact) -> Bool {
        guard let mine = attributes else { return other.isKnown }
        return other.attributes.map(mine.precedes) ?? false
    }

    /// A hash of what the record says; 128 bits, valid in this process only.
    var fingerprint: SIMD2<UInt64> {
        func hash(_ start: UInt8) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(start)
            hasher.combine(id)
            hasher.combine(head?.emailAddress)
            hasher.combine(head?.status)
            hasher.combine(head?.lastUpdatedAt)
            hasher.combine(fields)
            return UInt64(bitPattern: Int64(hasher.finalize()))
        }
        return SIMD2(hash(0), hash(1))
    }

    /// The document of `octo_contacts`.
    var document: BSONDocument {
        var writer = BSONWriter(capacity: 256 + (fields?.bytes.count ?? 0))
        writer.append("_id", .string(id))
        appendRecord(to: &writer)
        return writer.finish()
    }

    func appendRecord(to writer: inout BSONWriter) {
        guard let head else { return }
        writer.append("email_address", ifPresent: head.emailAddress.map(BSONValue.string))
        writer.append("person", ifPresent: person)
        writer.append("status", ifPresent: head.status.map(BSONValue.string))
        writer.append("fields", ifPresent: fields.map(BSONValue.document))
        writer.append("last_updated_at", ifPresent: head.lastUpdatedAt.map { BSONValue($0) })
        writer.append("run", .int32(head.run))
    }

    /// The person, as an expression over a document with an address: null where there is none.
    /// - Parameter path: the path to the document, `$` for the current one.
    static func person(at path: String = "$") -> BSONValue {
        let address: BSONValue = "\(path)email_address"
        return ["$ifNull": ["\(path)person", ["$cond": [["$gt": [address, ""]], address, .null]]]]
    }
}
