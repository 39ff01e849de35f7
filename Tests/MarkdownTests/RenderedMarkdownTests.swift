import Markdown
import Testing

@Suite("CommonMark to HTML")
struct RenderedMarkdownTests {
    @Test("Raw HTML is left out everywhere")
    func rawHTML() {
        let html = RenderedMarkdown("<script>alert(1)</script>\n\nA <b onclick='x()'>bold</b> word").html
        #expect(!html.contains("<script"))
        #expect(!html.contains("<b "))
        #expect(html.contains("bold"))
    }

    @Test(
        "Links to scripts lead nowhere",
        arguments: ["javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "data:text/html,x"])
    func scriptLinks(address: String) {
        #expect(RenderedMarkdown("[a](\(address))").html.contains("href=\"\""))
    }

    @Test("A fenced block is replaced by what the caller makes of it, also in a list, and others are left alone")
    func replacedBlocks() {
        let source = """
            Before

            ```table totals
            | a |
            ```

            - item

              ```chart x
              1
              ```

            ```
            code
            ```

            ```swift
            let x = 1
            ```
            """
        var seen: [String] = []
        let html = RenderedMarkdown(source) { info, literal in
            seen.append("\(info)=\(literal)")
            return info.hasPrefix("swift") ? nil : "<table data-of=\"\(info)\"></table>"
        }.html
        #expect(seen == ["table totals=| a |\n", "chart x=1\n", "swift=let x = 1\n"])
        #expect(html.contains("<p>Before</p>\n<table data-of=\"table totals\"></table>\n<ul>"))
        #expect(html.contains("<p>item</p>\n<table data-of=\"chart x\"></table>\n</li>"))
        #expect(html.contains("<pre><code>code\n</code></pre>"))
        #expect(html.contains("<code class=\"language-swift\">let x = 1"))
    }

    @Test("What the caller throws comes out, and nothing leaks with it")
    func replacementThrows() {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) { try RenderedMarkdown("```x\n```") { _, _ in throw Refusal() } }
    }

    @Test("Headings get ids that stay apart, and the first of level 1 is the title")
    func headings() {
        let page = RenderedMarkdown("## Opens & clicks\n# *One* `two`\n## Opens – clicks\n## Opens clicks 2\n## ✨")
        #expect(page.title == "One two")
        #expect(
            page.headings.map(\.id) == ["opens-clicks", "one-two", "opens-clicks-2", "opens-clicks-2-2", "section"])
        #expect(page.headings.map(\.level) == [2, 1, 2, 2, 2])
        #expect(page.html.contains("<h1 id=\"one-two\"><em>One</em> <code>two</code></h1>"))
    }

    @Test(
        "Nothing, a NUL and broken text are documents, too",
        arguments: ["", "\u{0}", "# \u{0}", "```table", "[", "> - 1. `"])
    func oddDocuments(source: String) {
        _ = RenderedMarkdown(source).html
        #expect(RenderedMarkdown(source) == RenderedMarkdown(source))
    }
}
