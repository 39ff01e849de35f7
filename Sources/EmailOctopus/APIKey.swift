import Basics

/// The account's key. It always prints as `[key]`; only requests to the provider are made from ``secret``.
package struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let secret: String

    /// White space around the key is removed, because files end in a line break.
    /// - Throws: ``AccessError`` if nothing is left, or if the text contains characters that no key has.
    package init(_ text: String) throws(AccessError) {
        var trimmed = text.drop(while: \.isWhitespace)
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard !trimmed.isEmpty else { throw AccessError("The API key is empty") }
        guard trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw AccessError("The API key contains spaces or characters that no key of EmailOctopus has")
        }
        secret = String(trimmed)
    }

    package var description: String { "[key]" }
    package var debugDescription: String { "[key]" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The text with `[key]` in place of the key, also of the percent-encoded key.
    func redacted(_ text: String) -> String {
        let encoded = PercentEncoding.encode(secret)
        return text.replacing(secret, with: "[key]").replacing(encoded, with: "[key]")
    }
}
