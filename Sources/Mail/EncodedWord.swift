import Basics
import FoundationEssentials

/// Text in a header (RFC 2047). Spaces and controls become one space.
enum EncodedWord {
    /// A line with an encoded word has at most 76 characters (RFC 2047, 2), of which `Subject: ` takes 9 and the marks around the word
    /// 12; base64 makes four of three bytes.
    private static let bytesAtOnce = 39

    /// For `Subject`: plain ASCII as it is, anything else, and what is long, as encoded words.
    static func unstructured(_ text: String) -> String {
        let line = oneLine(text)
        let isPlain = line.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !line.contains("=?")
        return isPlain && line.utf8.count <= 66 ? line : words(line)
    }

    /// For the name beside an address: letters, digits and spaces as they are, anything else as encoded words.
    static func phrase(_ text: String) -> String {
        let line = oneLine(text)
        let isPlain = line.unicodeScalars.allSatisfy {
            $0 == " " || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0)
        }
        return isPlain && line.utf8.count <= 60 ? line : words(line)
    }

    private static func oneLine(_ text: String) -> String {
        text.unicodeScalars.split(whereSeparator: \.isSpaceOrControl).map { String($0) }.joined(separator: " ")
    }

    /// Each word holds whole characters, as a reader decodes them one by one.
    private static func words(_ text: String) -> String {
        var chunks = [""]
        for scalar in text.unicodeScalars {
            if chunks[chunks.count - 1].utf8.count + String(scalar).utf8.count > bytesAtOnce { chunks.append("") }
            chunks[chunks.count - 1].unicodeScalars.append(scalar)
        }
        return chunks.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
