/// Text of any kind as lines of at most 76 plain characters (RFC 2045, 6.7), which a mail server passes on as they are.
enum QuotedPrintable {
    private static let longest = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// - Returns: lines that are joined by CR LF, the last one without.
    static func text(_ text: String) -> String {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.map { line(ArraySlice($0)) }.joined(separator: "\r\n")
    }

    private static func line(_ source: ArraySlice<UInt8>) -> String {
        let bytes = source.last == 0x0d ? source.dropLast() : source
        var output: [UInt8] = []
        var length = 0
        for (index, byte) in zip(bytes.indices, bytes) {
            // A space at the end of a line would get lost.
            let isLast = index == bytes.endIndex - 1
            let isPlain = (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
            let unit = isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            if length + unit.count > longest - 1 {
                output += Array("=\r\n".utf8)
                length = 0
            }
            output += unit
            length += unit.count
        }
        return String(decoding: output, as: UTF8.self)
    }
}
