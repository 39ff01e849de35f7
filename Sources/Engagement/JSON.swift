/// A JSON value that keeps the order of its members, so that the same values give the same bytes.
package enum JSON: Sendable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    package static func string(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
    package static func integer(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }
    package static func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    package static func time(_ value: Timestamp?) -> JSON { .string(value?.iso8601) }

    /// A value of a custom field in its own type.
    package init(_ value: FieldValue) {
        self =
            switch value {
            case .text(let text): .string(text)
            case .integer(let number): .integer(Int(number))
            case .number(let number): .number(number)
            case .boolean(let flag): .flag(flag)
            case .list(let items): .array(items.map { .string($0) })
            case .null: .null
            }
    }

    /// With a line break at the end, and after each member down to the given depth, so that a change is a difference of few lines.
    package func text(depth: Int = 2) -> String {
        var output = ""
        append(to: &output, depth: depth, indentation: "")
        return output + "\n"
    }

    private func append(to output: inout String, depth: Int, indentation: String) {
        switch self {
        case .null: output += "null"
        case .flag(let flag): output += flag ? "true" : "false"
        case .integer(let number): output += String(number)
        case .number(let number): output += number.isFinite ? String(number) : "null"
        case .string(let text): CanonicalJSON.append(text, to: &output)
        case .array(let items):
            Self.enclose(items, "[", "]", to: &output, depth: depth, indentation: indentation) { item, output, inner in
                item.append(to: &output, depth: depth - 1, indentation: inner)
            }
        case .object(let members):
            Self.enclose(members, "{", "}", to: &output, depth: depth, indentation: indentation) {
                member, output, inner in
                CanonicalJSON.append(member.0, to: &output)
                output += ": "
                member.1.append(to: &output, depth: depth - 1, indentation: inner)
            }
        }
    }

    private static func enclose<Item>(
        _ items: [Item], _ open: String, _ close: String, to output: inout String, depth: Int, indentation: String,
        _ body: (Item, inout String, String) -> Void
    ) {
        let inner = indentation + "  "
        let separator = depth > 0 ? ",\n\(inner)" : ", "
        output += open
        if depth > 0, !items.isEmpty { output += "\n" + inner }
        for (index, item) in items.enumerated() {
            if index > 0 { output += separator }
            body(item, &output, inner)
        }
        if depth > 0, !items.isEmpty { output += "\n" + indentation }
        output += close
    }
}
