import Basics
import Testing

@Suite("Texts that show nothing")
struct VisibleTextTests {
    @Test(
        "Blanks, separators, controls, characters to ignore, fillers and marks alone show nothing",
        arguments: [
            "", " ", "\u{A0}", "\t\r\n", "\u{7}\u{1B}\u{9F}", "\u{2003}\u{202F}\u{3000}\u{1680}", "\u{2028}\u{2029}",
            "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}", "\u{200E}\u{200F}\u{202E}\u{2066}\u{61C}", "\u{AD}\u{34F}\u{180E}",
            "\u{115F}\u{1160}\u{3164}\u{FFA0}", "\u{17B4}\u{17B5}", "\u{FE0F}\u{E0101}", "\u{E0041}\u{E007F}", "\u{2800}",
            "\u{FFFC}",
            "\u{1D159}\u{1D173}", "\u{301}", " \u{20DD}", "\u{FFF9}\u{FFFB}",
        ])
    func nothing(text: String) {
        #expect(!text.isVisible)
        #expect(shownName(text, nil, otherwise: "id") == "id")
        #expect(shownName(text, text + "b", text + "c", otherwise: "id") == text + "b")
    }

    @Test("What Unicode will never assign shows nothing", arguments: [0xFDD0, 0xFFFE, 0x1_FFFF] as [UInt32])
    func noncharacters(value: UInt32) throws {
        #expect(!String(Character(try #require(Unicode.Scalar(value)))).isVisible)
    }

    @Test(
        "Whatever a font draws is a text, also beside what shows nothing, and what Unicode has not assigned yet",
        arguments: [
            "a", "\u{200B}a", "e\u{301}", "عرض", "新", "👩‍🚀", "1\u{FE0F}\u{20E3}", "-", "·", "\u{FFFD}", "\u{E000}", "\u{1FAEF}",
        ])
    func something(text: String) {
        #expect(text.isVisible && shownName(text, "other", otherwise: "id") == text)
    }
}
