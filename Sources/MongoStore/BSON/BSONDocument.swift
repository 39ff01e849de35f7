/// A document as its own bytes: a value that may cross threads and actors. Written in Swift rather than over libbson, so
/// that a row costs no C calls per member, nothing has to be freed, and libbson's aligned `bson_t` appears in one file
/// only (`WithBSON.swift`).
struct BSONDocument: Hashable, Sendable {
    /// Length (4 bytes, little endian), elements, a zero byte; always a whole document.
    let bytes: [UInt8]

    init() { bytes = [5, 0, 0, 0, 0] }

    /// Takes bytes that are known to be a document.
    init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// Nil if the bytes' length isn't the one they tell.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 5, bytes.last == 0, bytes.littleEndian(UInt32.self, at: 0) == UInt32(bytes.count) else { return nil }
        self.bytes = bytes
    }

    init(_ elements: [(String, BSONValue)]) {
        var writer = BSONWriter()
        for (key, value) in elements { writer.append(key, value) }
        self = writer.finish()
    }

    var isEmpty: Bool { bytes.count == 5 }

    // At once, where the array would do it byte by byte.
    func hash(into hasher: inout Hasher) { unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) } }

    mutating func append(_ key: String, _ value: BSONValue) {
        var writer = BSONWriter(continuing: self)
        writer.append(key, value)
        self = writer.finish()
    }

    mutating func append(_ key: String, ifPresent value: BSONValue?) {
        if let value { append(key, value) }
    }

    func appending(_ key: String, _ value: BSONValue) -> BSONDocument {
        var result = self
        result.append(key, value)
        return result
    }
}

extension BSONDocument: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, BSONValue)...) { self.init(elements) }
}

extension BSONDocument: Sequence {
    typealias Element = (key: String, value: BSONValue)

    func makeIterator() -> BSONIterator { BSONIterator(self) }

    /// The member with this name, or nil. Walks the members, as there are few.
    subscript(key: String) -> BSONValue? {
        var iterator = makeIterator()
        while iterator.advance() {
            if iterator.isAt(key) { return iterator.value }
        }
        return nil
    }

    /// The member at a path of names.
    subscript(first: String, second: String) -> BSONValue? { self[first]?.document?[second] }
}
