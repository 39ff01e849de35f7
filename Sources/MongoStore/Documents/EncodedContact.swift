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

    private init(id: ContactID, head: Attributes?, fields: BSONDocument?) {
        self.id = id
        self.head = head
        self.fields = fields
    }

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
        var (generation, stamp, seenRun): (RunNumber?, Timestamp?, RunNumber?)
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
            case "generation": generation = try read(key, value, value.run)
            case "effective_at": stamp = try read(key, value, value.timestamp)
            case "seen_run": seenRun = try read(key, value, value.run)
            default: break
            }
        }
        // The journal's old records have no key.
        head.key =
            if let generation, let seenRun { RecordKey(generation: generation, stamp: stamp, run: seenRun) } else {
                RecordKey(generation: 0, stamp: head.lastUpdatedAt, run: head.run)
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

    /// The record as rows have it, without the key of the contact.
    var rowAttributes: Attributes? {
        attributes.map {
            Attributes(
                emailAddress: $0.emailAddress, status: $0.status, fields: $0.fields, lastUpdatedAt: $0.lastUpdatedAt, run: $0.run)
        }
    }

    var record: ContactRecord { ContactRecord(id: id, attributes: attributes) }

    /// False for a contact of which only the id is known.
    var isKnown: Bool { head != nil }
    var run: RunNumber { head?.run ?? 0 }
    var emailAddress: String? { head?.emailAddress }
    var status: String? { head?.status }

    /// The person, if it differs from the address. Most addresses are in lower case, and an absent member costs nothing. The
    /// server can't derive it, as its `$toLower` knows ASCII only.
    var person: BSONValue? {
        guard let person = head?.person, !utf8Equal(person, head?.emailAddress) else { return nil }
        return .string(person)
    }

    /// True if both records have the same content; they may be of different runs.
    func saysTheSame(as other: EncodedContact) -> Bool {
        guard let head, let theirs = other.head, head.saysTheSame(as: theirs) else { return false }
        if fields == other.fields { return true }
        guard let mine = attributes, let theirs = other.attributes else { return false }
        return mine.saysTheSame(as: theirs)
    }

    /// True if the other record replaces this one.
    func precedes(_ other: EncodedContact) -> Bool {
        guard let mine = attributes else { return other.isKnown }
        return other.attributes.map(mine.precedes) ?? false
    }

    /// The same record with the newer of both keys, and with the later stamp if the same run has seen both first; nil if that
    /// changes nothing.
    /// - Parameter other: a record that says the same.
    func raised(to other: EncodedContact) -> EncodedContact? {
        guard var head, let theirs = other.head else { return nil }
        let before = head
        head.key = max(head.key, theirs.key)
        if head.run == theirs.run { head.lastUpdatedAt = [head.lastUpdatedAt, theirs.lastUpdatedAt].compactMap { $0 }.max() }
        return head == before ? nil : EncodedContact(id: id, head: head, fields: fields)
    }

    /// The same record with the key, as the one that was there before the run `run` saw it again.
    func asBefore(_ old: Attributes) -> EncodedContact {
        var head = head
        head?.run = old.run
        head?.lastUpdatedAt = old.lastUpdatedAt
        return EncodedContact(id: id, head: head, fields: fields)
    }

    /// True if both have the same key and stamp.
    func hasKey(of other: EncodedContact) -> Bool {
        head?.key == other.head?.key && head?.lastUpdatedAt == other.head?.lastUpdatedAt
    }

    func hasStamp(of other: EncodedContact?) -> Bool { head?.lastUpdatedAt == other?.head?.lastUpdatedAt }

    /// A hash of what the record says and of its key; 128 bits, valid in this process only.
    var fingerprint: SIMD2<UInt64> {
        func hash(_ start: UInt8) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(start)
            hasher.combine(id)
            hasher.combine(head?.emailAddress)
            hasher.combine(head?.status)
            hasher.combine(head?.lastUpdatedAt)
            hasher.combine(head?.key)
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
        if let key = head?.key {
            for (name, value) in Self.members(of: key) { writer.append(name, value) }
        }
        return writer.finish()
    }

    /// What changes if only the key is raised.
    var raisingKey: Write {
        var values = BSONDocument()
        if let head {
            for (name, value) in Self.members(of: head.key) { values.append(name, value) }
            values.append("last_updated_at", ifPresent: head.lastUpdatedAt.map { BSONValue($0) })
        }
        return .update(filter: ["_id": .string(id)], update: ["$set": .document(values)])
    }

    private static func members(of key: RecordKey) -> [(String, BSONValue)] {
        [("generation", .int32(key.generation))] + (key.stamp.map { [("effective_at", BSONValue($0))] } ?? [])
            + [("seen_run", .int32(key.run))]
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
