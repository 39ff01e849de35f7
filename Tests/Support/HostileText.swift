/// Text that has broken pages before, and what a seeded generator makes of its letters; with what a test reads it back by.
package enum HostileText {
    private static let texts = [
        "<script>alert(1)</script>", "**bold** _it_ `code`", "[a](javascript:alert(1))", "![x](http://a.example/x.png)",
        "# heading", "1. one", "- item", "    code", "&amp; &lt;", "a | b", "```table totals", "~~~", "> quote",
        "line\nbreak\r\n\u{2028}end", "\\*", "<http://a.example>", "http://a.example/<b>", "\u{0}null",
        "\t tab \u{1B}[31m",
        "مرحبا بالعالم", "👩‍👩‍👧‍👦 family", "ends with backslash\\", "{{mustache}}", "{{{raw}}}", "=====", "-----", "[ref]: x",
        "", "   ",
    ]

    private static func random(seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        return (0..<40).map { _ in letters.randomElement(using: &generator) ?? "" }.joined()
    }

    private static let letters =
        "<>&\"'`*_[]()#-+.!|{}~\\:/=\n\r\t ab1é😀".map { String($0) } + ["```\n", "    ", "]("]

    package static let all = texts + (0..<300).map { random(seed: $0) }

    /// The words as a reader sees them, with single spaces between them.
    package static func words(_ text: String) -> String {
        text.unicodeScalars.split {
            $0.value <= 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
        }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// The text that markup shows.
    package static func unescapedHTML(_ html: String) -> String {
        html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#39;", with: "'"
        )
        .replacing("&amp;", with: "&")
    }
}
