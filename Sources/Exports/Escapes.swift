import Basics

/// All kinds of escapes that text may have in a page, resolved in one pass, whatever the kind of file.
enum Escapes {
    private static let named: [String: UInt8] = [
        "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "commat": 0x40, "period": 0x2E, "plus": 0x2B,
        "lowbar": 0x5F, "dash": 0x2D, "hyphen": 0x2D, "percnt": 0x25, "equals": 0x3D,
    ]

    /// - Returns: nil if there is nothing to resolve.
    static func resolved(in bytes: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            guard let (replacement, end) = escape(in: bytes, at: index) else {
                index += 1
                continue
            }
            output += bytes[copied..<index]
            output += replacement
            index = end
            copied = end
        }
        if copied == 0 { return nil }
        return output + bytes[copied...]
    }

    private static func escape(in bytes: [UInt8], at index: Int) -> ([UInt8], end: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "%"):
            number(bytes, index + 1, digits: 2).map { ([UInt8($0)], index + 3) }
        case UInt8(ascii: "\\"): backslash(bytes, index)
        case UInt8(ascii: "&"): reference(bytes, index)
        default: nil
        }
    }

    /// `\u0040` of JSON and scripts, `\x40` of scripts, `\@` of Markdown.
    private static func backslash(_ bytes: [UInt8], _ index: Int) -> ([UInt8], end: Int)? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"):
            return number(bytes, index + 2, digits: 4).flatMap(utf8).map { ($0, index + 6) }
        case UInt8(ascii: "x"):
            return number(bytes, index + 2, digits: 2).flatMap(utf8).map { ($0, index + 4) }
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
            return ([bytes[index + 1]], index + 2)
        default:
            return nil
        }
    }

    /// `&commat;`, `&#64;`, `&#x40;`.
    private static func reference(_ bytes: [UInt8], _ index: Int) -> ([UInt8], end: Int)? {
        let rest = bytes[(index + 1)...].prefix(10)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        if let byte = named[name] { return ([byte], end + 1) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(utf8).map { ($0, end + 1) }
    }

    private static func number(_ bytes: [UInt8], _ start: Int, digits: Int) -> UInt32? {
        start + digits <= bytes.count ? Hexadecimal.value(of: bytes[start..<(start + digits)]) : nil
    }

    private static func utf8(_ value: UInt32) -> [UInt8]? {
        Unicode.Scalar(value).map { Array(String(Character($0)).utf8) }
    }
}
