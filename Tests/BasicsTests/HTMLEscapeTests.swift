import Basics
import TestSupport
import Testing

@Suite("HTML escape")
struct HTMLEscapeTests {
    @Test("Escaped text has no markup, no control, and says the same")
    func showsTheSameText() {
        for text in HostileText.all {
            let escaped = HTMLEscape.text(text)
            #expect(!escaped.contains(/[<>"']/))
            #expect(HostileText.words(HostileText.unescapedHTML(escaped)) == HostileText.words(text))
        }
        #expect(HTMLEscape.text("a\u{7}\u{85}\u{FFFE}b") == "a   b")
        #expect(HTMLEscape.text("né 😀") == "né 😀")
    }

    @Test("A line feed stays, every other control becomes a space")
    func lineFeeds() { #expect(HTMLEscape.text("a\nb\tc\rd") == "a\nb c d") }
}
