import Basics
import Testing

@Suite("Replacing one character")
struct ReplacingTests {
    @Test(
        "A word takes the place of each occurrence, and of nothing else",
        arguments: ["", "<", "a<b<", "<<", "naïve < é<", "≮", "\u{0}<", "no mark"])
    func replaces(text: String) {
        let expected = String(
            String.UnicodeScalarView(text.unicodeScalars.flatMap { $0 == "<" ? Array("\\<".unicodeScalars) : [$0] }))
        #expect(text.replacing("<", by: "\\<") == expected)
    }
}
