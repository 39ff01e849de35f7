import Basics

/// JSON with one spelling for each value: keys in order of their UTF-8 bytes, no spaces, the shortest escapes. Equal values give
/// equal bytes in every store, so ties between records are decided by it.
package enum CanonicalJSON {
    package static func text(of fields: [FieldTag: FieldValue]) -> String {
        var output = "{"
        output.reserveCapacity(40 * fields.count + 2)
        for (index, field) in fields.sorted(by: { utf8Less($0.key, $1.key) }).enumerated() {
            if index > 0 { output += "," }
            append(field.key, to: &output)
            output += ":"
            append(field.value, to: &output)
        }
        output += "}"
        return output
    }

    package static func append(_ value: FieldValue, to output: inout String) {
        switch value {
        case .text(let text): append(text, to: &output)
        case .integer(let number): output += String(number)
        case .number(let number): output += number.isFinite ? String(number) : "null"
        case .boolean(let flag): output += flag ? "true" : "false"
        case .list(let items):
            output += "["
            for (index, item) in items.enumerated() {
                if index > 0 { output += "," }
                append(item, to: &output)
            }
            output += "]"
        case .null: output += "null"
        }
    }

    package static func append(_ text: String, to output: inout String) {
        output += "\""
        // Most texts need no escape: checking the bytes is five times faster than iterating over the scalars.
        if !text.utf8.contains(where: needsEscape) {
            output += text
            output += "\""
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\u{0}"..<" ": output += "\\u" + scalar.value.padded(to: 4, radix: 16)
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}

/// True for the same UTF-8 bytes: Swift's `==` takes different spellings of a text in Unicode for equal.
package func utf8Equal(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left == right && left.utf8.elementsEqual(right.utf8)
}

/// Order by UTF-8 bytes: the same in Swift, SQLite (BINARY) and MongoDB (simple collation).
package func utf8Less(_ left: String, _ right: String) -> Bool { left.bytesPrecede(right) }
