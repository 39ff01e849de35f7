import Engagement
import Testing

@testable import EmailOctopus

@Suite("Texts in the provider's JSON")
struct JSONTextTests {
    @Test(
        "U+0000 is dropped; half a surrogate pair and bytes that are no UTF-8 become U+FFFD",
        arguments: [
            (#""a\u0000b""#, "ab"), (#""\u0000""#, ""), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{fffd}"),
            (#""\ude00x""#, "\u{fffd}x"), (#""\ud83dx""#, "\u{fffd}x"), (#""\ud83d\u0041""#, "\u{fffd}A"),
            (#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"), (#""\ud83d\n""#, "\u{fffd}\n"), (#""\uD83D\uDE00""#, "😀"),
            (#""\\u0000""#, #"\u0000"#), (#""caf\u00e9""#, "café"),
        ])
    func escapes(_ json: String, _ text: String) throws {
        #expect(try JSONDocument(Array(json.utf8)).root.string == text)
    }

    @Test(
        "Bytes that are no UTF-8 become U+FFFD",
        arguments: [[0x22, 0xff, 0x22], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xe2, 0x82, 0x22]])
    func noUTF8(_ bytes: [UInt8]) throws {
        let text = try #require(try JSONDocument(bytes).root.string)
        #expect(!text.isEmpty && text.allSatisfy { $0 == "\u{fffd}" })
    }

    @Test("Bytes that are no UTF-8 cost only themselves")
    func bytes() throws {
        let json = Array(#"{"a":"x"#.utf8) + [0xff, 0xc3] + Array(#"y","b":"ok"}"#.utf8)
        let root = try JSONDocument(json).root
        #expect(root["a"]?.string == "x\u{fffd}\u{fffd}y")
        #expect(root["b"]?.string == "ok")
    }

    @Test("A tag keeps its values without U+0000", arguments: ["a\\u0000b", "\\u0000ab"])
    func tags(_ tag: String) throws {
        let json = #"{"id":"1","email_address":"a@b.example","fields":{"\#(tag)":"x"}}"#
        let row = try ListedContact(json: JSONDocument(Array(json.utf8)).root)
        #expect(row.details?.fields == ["ab": .text("x")])
    }
}
