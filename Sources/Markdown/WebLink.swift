import Basics

/// An address from outside that is fit to be a link.
///
/// Only http and https become links. Characters that an address may not contain are percent-encoded (RFC 3986 §2); what is
/// encoded already stays.
package struct WebLink: Hashable, Sendable {
    /// ASCII, without spaces, quotes, angle brackets and backslashes.
    package let address: String

    /// Nil for any other scheme, and where no host follows: such an address is shown as text.
    package init?(_ text: String) {
        let text = text.drop { $0.unicodeScalars.first?.isSpaceOrControl == true }
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let host = rest.prefix { !"/?#".contains($0) }
        guard Self.isHost(host) else { return nil }
        address = scheme + host + Self.encoded(rest.dropFirst(host.count))
    }

    /// `[text](address)`, both escaped.
    package func markdown(_ text: String) -> String {
        var target = ""
        for character in address {
            switch character {
            // Not with a backslash: cmark resolves references in a target before it removes backslashes.
            case "&": target += "&amp;"
            case "(", ")": target += "\\\(character)"
            default: target.append(character)
            }
        }
        return "[\(MarkdownEscape.text(text))](\(target))"
    }

    /// A name or an IPv4 address, with or without a port. Names in other scripts, and addresses with a user name, which look like
    /// another site's, stay text.
    private static func isHost(_ host: Substring) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return false }
        let isName = name.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        let isPort = parts.count == 1 || UInt16(parts[1]) != nil
        return isName && isPort && name.first != "." && name.first != "-"
    }

    private static func encoded(_ text: Substring) -> String {
        var output: [UInt8] = []
        var hasFragment = false
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isKept: Bool
            switch byte {
            case UInt8(ascii: "#"):
                isKept = !hasFragment
                hasFragment = true
            case UInt8(ascii: "%"): isKept = PercentEncoding.escapedByte(in: bytes, at: index) != nil
            default: isKept = isAlphanumeric(byte) || marks.contains(byte)
            }
            if isKept { output.append(byte) } else { PercentEncoding.append(byte, to: &output) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// RFC 3986 §2.2 and §2.3 without the brackets, which only an IPv6 host may have.
    private static let marks = Set("-._~:/?@!$&'()*+,;=".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
