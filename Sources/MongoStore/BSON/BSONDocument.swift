/// A document as its own bytes: a value that may cross threads and actors, built by appending and read in place.
/// The bytes are always a whole document. Written in Swift rather than over libbson, so that a row costs no C calls per
/// member, nothing has to be freed, and libbson's aligned `bson_t` appears in one file only (`WithBSON.swift`).
struct BSONDocument: Hashable, Sendable {
    /// Length (4 bytes, little endian), elements, a zero byte.
    private(set) var bytes: ArraySlice<UInt8>

    init() { bytes = [5, 0, 0, 0, 0] }

    /// Takes bytes that the server or another document vouches for; nil if their length doesn't fit.
    init?(bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 5, bytes.last == 0, bytes.littleEndian(Int32.self, at: bytes.startIndex) == Int32(bytes.count)
        else { return nil }
        self.bytes = bytes
    }

    init(_ elements: [(String, BSONValue)]) {
        self.init()
        for (key, value) in elements { append(key, value) }
    }

    var isEmpty: Bool { bytes.count == 5 }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension BSONDocument: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, BSONValue)...) { self.init(elements) }
}

// MARK: - Writing

extension BSONDocument {
    /// Appends a member. A key can't hold a zero byte; ``FieldKey`` sees to that where keys come from outside.
    mutating func append(_ key: String, _ value: BSONValue) {
        bytes.removeLast()
        bytes.append(value.type)
        bytes.append(contentsOf: key.utf8)
        bytes.append(0)
        appendPayload(of: value)
        bytes.append(0)
        bytes.store(Int32(bytes.count), at: bytes.startIndex)
    }

    /// Appends a member if there is one: absent is written as absent, since MongoDB's `$min` with null lowers to null.
    mutating func append(_ key: String, ifPresent value: BSONValue?) {
        if let value { append(key, value) }
    }

    func appending(_ key: String, _ value: BSONValue) -> BSONDocument {
        var result = self
        result.append(key, value)
        return result
    }

    private mutating func appendPayload(of value: BSONValue) {
        switch value {
        case .double(let number): bytes.append(littleEndian: number.bitPattern)
        case .string(let text):
            bytes.append(littleEndian: Int32(text.utf8.count + 1))
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        case .document(let document): bytes.append(contentsOf: document.bytes)
        case .array(let values):
            var document = BSONDocument()
            for (index, value) in values.enumerated() { document.append(String(index), value) }
            bytes.append(contentsOf: document.bytes)
        case .binary(let data):
            bytes.append(littleEndian: Int32(data.count))
            bytes.append(0)
            bytes.append(contentsOf: data)
        case .objectID(let data), .other(_, let data): bytes.append(contentsOf: data)
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .date(let milliseconds): bytes.append(littleEndian: milliseconds)
        case .int32(let number): bytes.append(littleEndian: number)
        case .int64(let number): bytes.append(littleEndian: number)
        case .null, .minKey, .maxKey: break
        }
    }
}

// MARK: - Reading

extension BSONDocument: Sequence {
    typealias Element = (key: String, value: BSONValue)

    func makeIterator() -> BSONIterator { BSONIterator(self) }

    /// The member with this name, or nil. Walks the members, as there are few.
    subscript(key: String) -> BSONValue? {
        var iterator = makeIterator()
        while iterator.advance() {
            if iterator.key.elementsEqual(key.utf8) { return iterator.value }
        }
        return nil
    }

    /// The member at a path of names.
    subscript(first: String, second: String) -> BSONValue? { self[first]?.document?[second] }
}
