/// The tag of a list's custom field, in the account's own spelling (`FirstName`, `kWh`).
package typealias FieldTag = String

/// The value of a custom field. v1.6 sends strings, v2 typed values; both are kept as they are.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    case list([String])
    case null

    /// The text in a cell: a list is joined with commas, null is empty.
    package var text: String {
        switch self {
        case .text(let value): value
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .boolean(let value): value ? "true" : "false"
        case .list(let values): values.joined(separator: ", ")
        case .null: ""
        }
    }

    /// The value without U+0000 in its texts.
    package var withoutNul: FieldValue {
        switch self {
        case .text(let text): .text(Engagement.withoutNul(text))
        case .list(let items): .list(items.map(Engagement.withoutNul))
        case .integer, .number, .boolean, .null: self
        }
    }

    /// True for values that a spreadsheet may read as a number, and so need no guard against formulas.
    package var isNumeric: Bool {
        switch self {
        case .integer, .number: true
        default: false
        }
    }
}

/// Texts are equal if their bytes are, as in the stores: Swift takes *é* as one character and as a letter with an accent for equal.
extension FieldValue {
    package static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): utf8Equal(left, right)
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.list(let left), .list(let right)): left.count == right.count && zip(left, right).allSatisfy { utf8Equal($0, $1) }
        case (.null, .null): true
        default: false
        }
    }
}

extension FieldValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .list(try container.decode([String].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .null: try container.encodeNil()
        }
    }
}
