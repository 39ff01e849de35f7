/// Writes a document from front to back. Nested documents are written in place, without copies.
struct BSONWriter: ~Copyable {
    private var bytes: [UInt8]
    /// Offsets of the documents that are being written, outermost first.
    private var starts: [Int] = []

    init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
        open()
    }

    /// Continues at the end of a document.
    init(continuing document: consuming BSONDocument) {
        bytes = document.bytes
        bytes.removeLast()
        starts = [0]
    }

    consuming func finish() -> BSONDocument {
        close()
        return BSONDocument(trusted: bytes)
    }

    /// Writes a member. A key must not contain a zero byte; ``FieldKey`` escapes keys that come from outside.
    mutating func append(_ key: String, _ value: BSONValue) {
        append(type: value.type, key)
        switch value {
        case .double(let number): append(littleEndian: number.bitPattern)
        case .string(let text): append(text)
        case .document(let document): bytes.append(contentsOf: document.bytes)
        case .array(let values):
            open()
            for (index, value) in values.enumerated() { append(String(index), value) }
            close()
        case .binary(let data):
            append(littleEndian: UInt32(data.count))
            bytes.append(0)
            bytes.append(contentsOf: data)
        case .objectID(let data), .other(_, let data): bytes.append(contentsOf: data)
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .date(let milliseconds): append(littleEndian: UInt64(bitPattern: milliseconds))
        case .int32(let number): append(littleEndian: UInt32(bitPattern: number))
        case .int64(let number): append(littleEndian: UInt64(bitPattern: number))
        case .null, .minKey, .maxKey: break
        }
    }

    /// Writes a member if there is one: absent is written as absent, since MongoDB's `$min` with null lowers to null.
    mutating func append(_ key: String, ifPresent value: BSONValue?) {
        if let value { append(key, value) }
    }

    /// Writes a member that is a document itself.
    mutating func append(_ key: String, _ body: (inout BSONWriter) -> Void) {
        append(type: 0x03, key)
        open()
        body(&self)
        close()
    }

    private mutating func append(type: UInt8, _ key: String) {
        bytes.append(type)
        bytes.append(contentsOf: key.utf8)
        bytes.append(0)
    }

    private mutating func append(_ text: String) {
        append(littleEndian: UInt32(text.utf8.count + 1))
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }

    private mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private mutating func open() {
        starts.append(bytes.count)
        append(littleEndian: UInt32(0))
    }

    private mutating func close() {
        bytes.append(0)
        let start = starts.removeLast()
        let length = bytes.count - start
        for offset in 0..<4 { bytes[start + offset] = UInt8(truncatingIfNeeded: length >> (offset * 8)) }
    }
}
