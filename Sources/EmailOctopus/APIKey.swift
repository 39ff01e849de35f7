import Basics

/// The account's key. Prints as `[key]`, whatever prints it; only what travels to the provider is made from ``secret``.
package struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let secret: String

    /// Spaces and line breaks around it are cut off, as files end in one.
    /// - Throws: ``AccessError`` if nothing is left, or if it holds characters that no key has.
    package init(_ text: String) throws(AccessError) {
        var trimmed = text.drop(while: \.isWhitespace)
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard !trimmed.isEmpty else { throw AccessError("The API key is empty") }
        guard trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw AccessError("The API key holds spaces or characters that no key of EmailOctopus has")
        }
        secret = String(trimmed)
    }

    package var description: String { "[key]" }
    package var debugDescription: String { "[key]" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The text without the key, as it is or percent-encoded.
    func redacted(_ text: String) -> String {
        let encoded = PercentEncoding.encode(secret)
        return text.replacing(secret, with: "[key]").replacing(encoded, with: "[key]")
    }
}
