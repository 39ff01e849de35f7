/// Walks the members of a document without copying: what is not asked for is only stepped over. Bytes that are no
/// BSON end the walk.
struct BSONIterator: IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var type: UInt8 = 0
    /// The name of the member the iterator stands on, in UTF-8.
    private(set) var key: ArraySlice<UInt8> = []
    private var payload: ArraySlice<UInt8> = []

    init(_ document: BSONDocument) {
        bytes = document.bytes
        position = bytes.startIndex + 4
    }

    /// Moves to the next member; false after the last one.
    mutating func advance() -> Bool {
        guard position < bytes.endIndex - 1, let end = bytes[(position + 1)...].firstIndex(of: 0) else { return false }
        type = bytes[position]
        key = bytes[(position + 1)..<end]
        guard let length = payloadLength(at: end + 1), length >= 0, end + 1 + length < bytes.endIndex else { return false }
        payload = bytes[(end + 1)..<(end + 1 + length)]
        position = end + 1 + length
        return true
    }

    mutating func next() -> (key: String, value: BSONValue)? {
        advance() ? (String(decoding: key, as: UTF8.self), value) : nil
    }

    /// The value of the member the iterator stands on.
    var value: BSONValue {
        let start = payload.startIndex
        return switch type {
        case 0x01: .double(Double(bitPattern: payload.littleEndian(UInt64.self, at: start)))
        case 0x02: .string(String(decoding: payload[(start + 4)..<(payload.endIndex - 1)], as: UTF8.self))
        case 0x03: BSONDocument(bytes: payload).map(BSONValue.document) ?? .null
        case 0x04: BSONDocument(bytes: payload).map { .array($0.map(\.value)) } ?? .null
        case 0x05: .binary(Array(payload[(start + 5)...]))
        case 0x07: .objectID(payload)
        case 0x08: .boolean(payload[start] != 0)
        case 0x09: .date(milliseconds: payload.littleEndian(Int64.self, at: start))
        case 0x0A: .null
        case 0x10: .int32(payload.littleEndian(Int32.self, at: start))
        case 0x12: .int64(payload.littleEndian(Int64.self, at: start))
        case 0xFF: .minKey
        case 0x7F: .maxKey
        default: .other(type: type, bytes: payload)
        }
    }

    /// How many bytes a value takes; nil where the bytes end too early or the type is unknown.
    private func payloadLength(at start: Int) -> Int? {
        func prefix() -> Int? {
            guard start + 4 < bytes.endIndex else { return nil }
            return Int(bytes.littleEndian(Int32.self, at: start))
        }
        switch type {
        case 0x06, 0x0A, 0x7F, 0xFF: return 0
        case 0x08: return 1
        case 0x10: return 4
        case 0x01, 0x09, 0x11, 0x12: return 8
        case 0x07: return 12
        case 0x13: return 16
        case 0x02: return prefix().flatMap { $0 > 0 ? 4 + $0 : nil }
        case 0x0D, 0x0E: return prefix().map { 4 + $0 }
        case 0x03, 0x04, 0x0F: return prefix()
        case 0x05: return prefix().flatMap { $0 >= 0 ? 5 + $0 : nil }
        case 0x0C: return prefix().map { 4 + $0 + 12 }
        case 0x0B:
            guard let first = bytes[start...].firstIndex(of: 0), let second = bytes[(first + 1)...].firstIndex(of: 0)
            else { return nil }
            return second + 1 - start
        default: return nil
        }
    }
}
