/// Percent-encoding of URLs, RFC 3986 §2.1.
package enum PercentEncoding {
    /// Encodes every byte of the UTF-8 that is not an unreserved character (§2.3): right for one segment of a path, and for
    /// a name or a value of a query.
    package static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) { output.append(byte) } else { append(byte, to: &output) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Encodes what no address may hold: blanks, control characters and everything but ASCII. All else stays as it is.
    package static func encodeForbidden(_ query: String) -> String {
        guard !query.utf8.allSatisfy(isAllowed) else { return query }
        var output: [UInt8] = []
        for byte in query.utf8 {
            if isAllowed(byte) { output.append(byte) } else { append(byte, to: &output) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes each `%` that two hexadecimal digits follow; any other stays as it is. Bytes that are no UTF-8 become U+FFFD.
    package static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if let byte = escapedByte(in: bytes, at: position) {
                output.append(byte)
                position += 3
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends `%`, then two upper-case digits.
    package static func append(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "%"))
        for digit in [Hexadecimal.digit(byte >> 4), Hexadecimal.digit(byte)] {
            output.append(digit >= UInt8(ascii: "a") ? digit - 0x20 : digit)
        }
    }

    /// The byte that the escape at this position encodes, or nil if there is no whole escape.
    package static func escapedByte(in bytes: [UInt8], at position: Int) -> UInt8? {
        guard position + 2 < bytes.count, bytes[position] == UInt8(ascii: "%"),
            let high = Hexadecimal.value(ofDigit: bytes[position + 1]),
            let low = Hexadecimal.value(ofDigit: bytes[position + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func isAllowed(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7f }

    /// Letters and digits of ASCII, `-`, `.`, `_` and `~`.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
