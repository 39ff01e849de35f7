import Engagement

/// RFC 4180 cells, with a guard against formulas.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, also after a tab or a carriage return, and in full-width forms (OWASP,
/// *CSV Injection*). Other people choose names and fields, so such a cell gets an apostrophe before it. Numbers get none, so
/// that they can be added up. v1.6 sends every value as a string, so a number is recognised by its form: see
/// ``isPlainDecimal(_:)``.
extension ByteBuffer {
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")

    mutating func endRow() {
        append(UInt8(ascii: "\r"))
        append(UInt8(ascii: "\n"))
    }

    /// A cell of text, with the guard and the quotes that it needs.
    mutating func append(cell text: String) {
        var text = text
        text.withUTF8 { append(cell: $0) }
    }

    /// Writes nothing for nil.
    mutating func append(cell text: String?) {
        if let text { append(cell: text) }
    }

    /// Writes the provider's numbers and booleans as they are, and everything else as text.
    mutating func append(cell value: FieldValue) {
        switch value {
        case .text(let text): append(cell: text)
        case .integer(let number): append(number)
        case .number(let number): if number.isFinite { append(raw: String(number)) }
        case .boolean(let flag): append(flag ? "true" : "false")
        case .list: append(cell: value.text)
        case .null: break
        }
    }

    mutating func append(cell time: Timestamp?) {
        if let time { append(time) }
    }

    private mutating func append(cell text: UnsafeBufferPointer<UInt8>) {
        guard !text.isEmpty else { return }
        let isGuarded = Self.isFormula(text)
        guard Self.needsQuotes(text) else {
            if isGuarded { append(UInt8(ascii: "'")) }
            append(text)
            return
        }
        append(Self.quote)
        if isGuarded { append(UInt8(ascii: "'")) }
        var rest = text[...]
        while let index = rest.firstIndex(of: Self.quote) {
            append(UnsafeBufferPointer(rebasing: rest[...index]))
            append(Self.quote)
            rest = rest[(index + 1)...]
        }
        append(UnsafeBufferPointer(rebasing: rest))
        append(Self.quote)
    }

    /// A text as its cell shows it: with the guard, without quotes.
    static func guarded(_ text: String) -> String {
        var text = text
        return text.withUTF8(isFormula) ? "'" + text : text
    }

    private static func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool { beginsFormula(text) && !isPlainDecimal(text) }

    private static func beginsFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x00, 0x09, 0x0D: true
        // The full-width forms of these marks, U+FF0B, U+FF0D, U+FF1D and U+FF20, which some spreadsheets take for the same.
        case 0xEF: text.count > 2 && text[1] == 0xBC && [0x8B, 0x8D, 0x9D, 0xA0].contains(text[2])
        default: false
        }
    }

    /// Without an early exit, so that the compiler can look at many bytes at once.
    private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var found = false
        for byte in text {
            found = found || byte == comma || byte == quote || byte == 0x0A || byte == 0x0D
        }
        return found
    }

    /// True for `-12` and `-12.5`: a minus, digits, perhaps a point and digits. Everything else that begins with a sign is text:
    /// `+49 170 1234567` and `+491701234567` are telephone numbers, whose plus a spreadsheet would drop; `-1+2` and
    /// `-2*HYPERLINK(…)` are formulas; `-1e5` and `-1,234.5` mean different things in different programs.
    static func isPlainDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.first == UInt8(ascii: "-") else { return false }
        let parts = text.dropFirst().split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }
}
