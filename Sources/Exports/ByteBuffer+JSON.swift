import Engagement

/// JSON, value by value, always in the same form: no spaces, the shortest escapes.
extension ByteBuffer {
    mutating func append(json text: String) {
        append(Self.quote)
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while let index = rest.firstIndex(where: Self.needsEscape) {
                append(UnsafeBufferPointer(rebasing: rest[..<index]))
                append(escaped: rest[index])
                rest = rest[(index + 1)...]
            }
            append(UnsafeBufferPointer(rebasing: rest))
        }
        append(Self.quote)
    }

    mutating func append(json text: String?) {
        if let text { append(json: text) } else { append("null") }
    }

    mutating func append(json flag: Bool) { append(flag ? "true" : "false") }

    mutating func append(json time: Timestamp?) {
        guard let time else { return append("null") }
        append(Self.quote)
        append(time)
        append(Self.quote)
    }

    mutating func append(json value: FieldValue) {
        switch value {
        case .text(let text): append(json: text)
        case .integer(let number): append(number)
        case .number(let number): append(raw: number.isFinite ? String(number) : "null")
        case .boolean(let flag): append(json: flag)
        case .list(let items): append(jsonList: items) { $0.append(json: $1) }
        case .null: append("null")
        }
    }

    /// `[…]`, with what `appendItem` writes for each item.
    mutating func append<Item>(jsonList items: some Sequence<Item>, appendItem: (inout ByteBuffer, Item) -> Void) {
        append(UInt8(ascii: "["))
        var isFirst = true
        for item in items {
            if !isFirst { append(Self.comma) }
            isFirst = false
            appendItem(&self, item)
        }
        append(UInt8(ascii: "]"))
    }

    /// `{…}` of members in the order given.
    mutating func append<Value>(
        jsonObject members: some Sequence<(String, Value)>, appendValue: (inout ByteBuffer, Value) -> Void
    ) {
        append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in members {
            if !isFirst { append(Self.comma) }
            isFirst = false
            append(json: key)
            append(UInt8(ascii: ":"))
            appendValue(&self, value)
        }
        append(UInt8(ascii: "}"))
    }

    /// `"key":`, with a comma before it unless it is the first of its object.
    mutating func append(key: StaticString, isFirst: Bool = false) {
        if !isFirst { append(Self.comma) }
        append(Self.quote)
        append(key)
        append("\":")
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == quote || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case Self.quote: append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default:
            let digits: StaticString = "0123456789abcdef"
            append("\\u00")
            append(digits.utf8Start[Int(byte >> 4)])
            append(digits.utf8Start[Int(byte & 15)])
        }
    }
}
