/// Iterates over the members of a document without copying: values that are not asked for are only skipped. Bytes that are
/// no BSON end the iteration.
struct BSONIterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 4
    /// The type of the current member's value, <https://bsonspec.org/spec.html>.
    private(set) var type: UInt8 = 0
    private var keyRange = 0..<0
    private var payload = 0..<0

    init(_ document: BSONDocument) { bytes = document.bytes }

    /// Moves to the next member; false after the last one.
    mutating func advance() -> Bool {
        guard position < bytes.count - 1, let end = zero(from: position + 1), let length = payloadLength(at: end + 1),
            length >= 0, end + 1 + length < bytes.count
        else { return false }
        type = bytes[position]
        keyRange = position + 1..<end
        payload = end + 1..<end + 1 + length
        position = payload.upperBound
        return true
    }

    mutating func next() -> (key: String, value: BSONValue)? { advance() ? (key, value) : nil }

    /// The name of the current member.
    var key: String { text(keyRange) }

    /// True if the current member has this name.
    func isAt(_ name: String) -> Bool { bytes[keyRange].elementsEqual(name.utf8) }

    /// The value of the current member.
    var value: BSONValue {
        let start = payload.lowerBound
        return switch type {
        case 0x01: .double(Double(bitPattern: bytes.littleEndian(UInt64.self, at: start)))
        case 0x02: .string(text(start + 4..<payload.upperBound - 1))
        case 0x03: BSONDocument(Array(bytes[payload])).map(BSONValue.document) ?? .null
        case 0x04: BSONDocument(Array(bytes[payload])).map { .array($0.map(\.value)) } ?? .null
        case 0x05: .binary(Array(bytes[(start + 5)..<payload.upperBound]))
        case 0x07: .objectID(Array(bytes[payload]))
        case 0x08: .boolean(bytes[start] != 0)
        case 0x09: .date(milliseconds: Int64(bitPattern: bytes.littleEndian(UInt64.self, at: start)))
        case 0x0A: .null
        case 0x10: .int32(Int32(bitPattern: bytes.littleEndian(UInt32.self, at: start)))
        case 0x12: .int64(Int64(bitPattern: bytes.littleEndian(UInt64.self, at: start)))
        case 0xFF: .minKey
        case 0x7F: .maxKey
        default: .other(type: type, bytes: Array(bytes[payload]))
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func zero(from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0 { return index }
            index += 1
        }
        return nil
    }

    /// How many bytes a value takes; nil where the bytes end too early or the type is unknown.
    private func payloadLength(at start: Int) -> Int? {
        func prefix() -> Int? {
            start + 4 < bytes.count ? Int(Int32(bitPattern: bytes.littleEndian(UInt32.self, at: start))) : nil
        }
        switch bytes[position] {
        case 0x06, 0x0A, 0x7F, 0xFF: return 0
        case 0x08: return 1
        case 0x10: return 4
        case 0x01, 0x09, 0x11, 0x12: return 8
        case 0x07: return 12
        case 0x13: return 16
        case 0x02: return prefix().flatMap { $0 > 0 ? 4 + $0 : nil }
        case 0x0D, 0x0E: return prefix().flatMap { $0 > 0 ? 4 + $0 : nil }
        case 0x03, 0x04, 0x0F: return prefix()
        case 0x05: return prefix().flatMap { $0 >= 0 ? 5 + $0 : nil }
        case 0x0C: return prefix().flatMap { $0 > 0 ? 4 + $0 + 12 : nil }
        case 0x0B: return zero(from: start).flatMap { zero(from: $0 + 1) }.map { $0 + 1 - start }
        default: return nil
        }
    }
}

extension [UInt8] {
    /// BSON's numbers are little endian, wherever the program runs.
    func littleEndian<Number: FixedWidthInteger>(_: Number.Type, at index: Int) -> Number {
        var number: Number = 0
        for offset in stride(from: Number.bitWidth / 8 - 1, through: 0, by: -1) {
            number = number << 8 | Number(truncatingIfNeeded: self[index + offset])
        }
        return number
    }
}
