/// The bytes of a file that is being written. Rows are formatted directly into it: they need no String and no allocation.
struct ByteBuffer {
    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }
    var count: Int { bytes.count }

    init() {}

    init(_ text: StaticString) { append(text) }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Drops what is behind so many bytes.
    mutating func cut(to count: Int) { bytes.removeSubrange(count...) }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ other: ByteBuffer) { bytes.append(contentsOf: other.bytes) }

    mutating func append(_ range: Range<Int32>, of other: ByteBuffer) {
        bytes.append(contentsOf: other.bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }

    mutating func append(_ other: some Collection<UInt8>) { bytes.append(contentsOf: other) }

    mutating func append(_ other: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: other) }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The UTF-8 of the text, unchanged.
    mutating func append(raw text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ number: some FixedWidthInteger) {
        if number >= 0, number < 10 {
            append(UInt8(ascii: "0") + UInt8(number))
        } else {
            append(raw: String(number))
        }
    }
}
