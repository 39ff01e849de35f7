import Basics
import EngagementStore

/// One value of a document. Literals work, so that a query reads as it does in the Mongo shell:
/// `["$max": ["engagement.opened": true]]`.
enum BSONValue: Hashable, Sendable {
    case double(Double)
    case string(String)
    case document(BSONDocument)
    case array([BSONValue])
    case binary([UInt8])
    case objectID([UInt8])
    case boolean(Bool)
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case date(milliseconds: Int64)
    case null
    case int32(Int32)
    case int64(Int64)
    /// Less and greater than every other value: the ends of a range of keys.
    case minKey, maxKey
    /// A type that octo-site never writes (regular expression, decimal …), kept as it came.
    case other(type: UInt8, bytes: [UInt8])

    /// The byte before the key, <https://bsonspec.org/spec.html>.
    var type: UInt8 {
        switch self {
        case .double: 0x01
        case .string: 0x02
        case .document: 0x03
        case .array: 0x04
        case .binary: 0x05
        case .objectID: 0x07
        case .boolean: 0x08
        case .date: 0x09
        case .null: 0x0A
        case .int32: 0x10
        case .int64: 0x12
        case .minKey: 0xFF
        case .maxKey: 0x7F
        case .other(let type, _): type
        }
    }
}

extension BSONValue {
    var string: String? { if case .string(let value) = self { value } else { nil } }
    var document: BSONDocument? { if case .document(let value) = self { value } else { nil } }
    var array: [BSONValue]? { if case .array(let value) = self { value } else { nil } }
    var binary: [UInt8]? { if case .binary(let value) = self { value } else { nil } }
    var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    var milliseconds: Int64? { if case .date(let value) = self { value } else { nil } }

    /// A whole number, in whichever of the three number types the server or another writer chose.
    var integer: Int64? {
        switch self {
        case .int32(let value): Int64(value)
        case .int64(let value): value
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }
}

extension BSONValue {
    /// As a person reads it in an error.
    var text: String {
        switch self {
        case .double(let number): String(number)
        case .string(let text): text
        case .document(let document): "{\(document.map { "\($0.key): \($0.value.text)" }.joined(separator: ", "))}"
        case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
        case .binary(let bytes): UnreadableValue.bytes(bytes.count)
        case .objectID(let bytes): "ObjectId \(bytes.hexadecimal)"
        case .boolean(let flag): String(flag)
        case .date(let milliseconds): "\(milliseconds) ms since 1970"
        case .null: "null"
        case .int32(let number): String(number)
        case .int64(let number): String(number)
        case .minKey: "MinKey"
        case .maxKey: "MaxKey"
        case .other(let type, _): "a value of BSON type \(type)"
        }
    }
}

extension BSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(integerLiteral value: Int32) { self = .int32(value) }
    init(arrayLiteral elements: BSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, BSONValue)...) { self = .document(BSONDocument(elements)) }
}
