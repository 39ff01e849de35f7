import Foundation
import Testing

@testable import Simulator

@Suite struct JSONWriterTests {
    /// Foundation's parser reads the same text that was written, in either style.
    @Test func anyTextReadsBack() throws {
        let generator = Mixer(seed: 4)
        let alphabet: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "\n", "\r", "\t", "\u{1}", "\u{1f}", "\u{7f}", "é", "ש", "🐙", "\u{2028}", "<",
        ]
        for round in 0..<500 {
            var text = ""
            for place in 0..<generator.below(20, .name, round) {
                text.unicodeScalars.append(alphabet[generator.below(alphabet.count, .place, round, place)])
            }
            for style in [JSONWriter.Style.php, .plain] {
                var writer = JSONWriter(style: style)
                writer.list([text]) { $0.string($1) }
                let parsed = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
                #expect(parsed == [text])
                if style == .php { #expect(writer.bytes.allSatisfy { $0 < 0x80 }) }
            }
        }
    }

    @Test func v1SlashesAreEscapedAndNonASCIIIsHexadecimal() {
        var writer = JSONWriter(style: .php)
        writer.string("a/é🐙")
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #""a\/\u00e9\ud83d\udc19""#)
    }

    @Test func timesAreWholeSecondsInUTC() {
        #expect(Date8601.text(1_793_512_800) == "2026-11-01T06:00:00+00:00")
        #expect(Date8601.text(0) == "1970-01-01T00:00:00+00:00")
        #expect(Date8601.text(951_827_696) == "2000-02-29T12:34:56+00:00")
    }

    @Test(arguments: ["", "x", "bc7580de-d507-11f1-a312-527572516299", "WyJ4Il0", "W10"])
    func onlyACursorIsACursor(text: String) { #expect(SimulatedCursor(text) == nil) }

    @Test func cursorsReadBackInBothSpellings() {
        for number in 0..<200 {
            let cursor = SimulatedCursor(time: Int64(number * 7_919), id: "id-\(number)")
            #expect(SimulatedCursor(cursor.base64) == cursor)
            #expect(SimulatedCursor(cursor.base64URL) == cursor)
            #expect(!cursor.base64URL.contains { "+/=".contains($0) })
        }
    }
}
