/// A document as its own bytes: a value that may cross threads and actors. It is read and written in Swift rather than with
/// libbson: reading a member needs no C call, nothing has to be freed, and libbson's aligned `bson_t` is in one file only
/// (`WithBSON.swift`).
struct BSONDocument: Hashable, Sendable {
    /// Length (4 bytes, little endian), elements, a zero byte; always a whole document.
    let bytes: [UInt8]

    init() { bytes = [5, 0, 0, 0, 0] }

    /// - Parameter bytes: known to be a document.
    init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// Nil if the bytes' number is not the length that they state.
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

    // All bytes at once; an array would hash them one by one.
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

    /// The member with this name, or nil. A linear search, as documents have few members.
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
