import Basics
import Foundation
import TestSupport
import Testing

@Suite("Percent-encoding")
struct PercentEncodingTests {
    /// RFC 3986 §2.3
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    @Test("any text is encoded as Foundation encodes it, and reads back")
    func roundTrip() {
        for text in HostileText.all + ["é€😀", "a+b", "%41", "%"] {
            let encoded = PercentEncoding.encode(text)
            #expect(encoded == text.addingPercentEncoding(withAllowedCharacters: Self.unreserved))
            #expect(PercentEncoding.decode(encoded) == text)
            #expect(encoded.removingPercentEncoding == text)
        }
    }

    @Test(
        "what is no escape stays as it is",
        arguments: [
            ("100%", "100%"), ("%4", "%4"), ("%4g", "%4g"), ("%+1", "%+1"), ("%%41", "%A"), ("%c3%A9", "é"), ("a+b", "a+b"),
            ("%FF", "\u{FFFD}"), ("", ""),
        ])
    func decoding(text: String, expected: String) { #expect(PercentEncoding.decode(text) == expected) }
}
