/// A JSON value that a test writes down as a literal, changes in one place, and sends.
package indirect enum JSONLiteral: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Spelled as it is sent, so that it may be larger than any type of ours.
    case number(String)
    case string(String)
    case array([JSONLiteral])
    case object([String: JSONLiteral])
    /// Sent as it is, whether or not it is JSON.
    case raw(String)

    /// The member of an object; setting nil removes it. Nothing else has members.
    package subscript(name: String) -> JSONLiteral? {
        get {
            guard case .object(let members) = self else { return nil }
            return members[name]
        }
        set {
            guard case .object(var members) = self else { return }
            members[name] = newValue
            self = .object(members)
        }
    }

    /// An array's elements; none of anything else.
    package var elements: [JSONLiteral] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// A string's text; nil for anything else.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// As it is sent: members in order of their names, everything but ASCII escaped.
    package var encoded: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let spelling), .raw(let spelling): spelling
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.encoded).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.encoded)" }.joined(separator: ",")
                + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var output = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: output += "\\\""
            case 0x5c: output += "\\\\"
            case 0x20..<0x7f: output.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return output + "\""
    }
}

extension JSONLiteral: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONLiteral...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONLiteral)...) { self = .object(Dictionary(elements) { $1 }) }

    package init(_ value: Int) { self = .number(String(value)) }
}
