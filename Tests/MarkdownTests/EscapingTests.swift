import Markdown
import TestSupport
import Testing

@Suite("Text stays text")
struct EscapingTests {
    @Test("Escaped for Markdown, any text is one paragraph that says just this text")
    func markdownParagraph() throws {
        for text in HostileText.all where !HostileText.words(text).isEmpty {
            let html = RenderedMarkdown(MarkdownEscape.text(text)).html
            let inner = try #require(html.wholeMatch(of: /<p>([^<>]*)<\/p>\n/)?.1, "\(text) became \(html)")
            #expect(HostileText.unescapedHTML(String(inner)) == HostileText.words(text))
        }
    }

    @Test("So it is in a heading, in a link's text, in a table's cell and in the middle of a line")
    func markdownElsewhere() throws {
        for text in HostileText.all where !HostileText.words(text).isEmpty {
            let escaped = MarkdownEscape.text(text)
            #expect(RenderedMarkdown("# \(escaped)").title == HostileText.words(text))
            let link = RenderedMarkdown("[\(escaped)](../index.html)").html
            #expect(link.wholeMatch(of: /<p><a href="..\/index.html">[^<>]*<\/a><\/p>\n/) != nil, "\(link)")
            #expect(!escaped.contains("\n") && !escaped.replacing(/\\./, with: "").contains("|"))
        }
    }

    @Test(
        "Only http and https with a plain host become links",
        arguments: [
            "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "ftp://a.example/", "//a.example/", "http:/a",
            "http://",
            "https:///path", "mailto:a@example.com", "", "{{UnsubscribeURL}}", "http://user@a.example/", "http://a b/",
            "http://-x/",
            "http://[::1]/", "http://a.example:port/", "http://a\"onclick=x/",
        ])
    func noLinks(text: String) {
        #expect(WebLink(text) == nil)
    }

    @Test("An address is encoded as RFC 3986 has it, and what is encoded already is left as it is")
    func encodedLinks() {
        #expect(WebLink("HTTPS://a.example")?.address == "https://a.example")
        #expect(
            WebLink("  http://a.example:8080/é?q=<b> \"x\"&y=%20%zz#a#b")?.address
                == "http://a.example:8080/%C3%A9?q=%3Cb%3E%20%22x%22&y=%20%25zz#a%23b")
        #expect(WebLink("https://a.example/[x]{y}|\\^`")?.address == "https://a.example/%5Bx%5D%7By%7D%7C%5C%5E%60")
    }

    @Test("A link in Markdown leads to the very address")
    func markdownLinks() throws {
        let addresses = [
            "https://a.example/(x)?a=1&copy=2&lt;=3", "https://a.example/*a*_b_", "https://a.example/?q=a)b(c",
        ]
        for address in addresses {
            let link = try #require(WebLink(address))
            let html = RenderedMarkdown(link.markdown("a [text] <b>")).html
            let href = try #require(html.wholeMatch(of: /<p><a href="([^"]*)">a \[text\] &lt;b&gt;<\/a><\/p>\n/)?.1)
            #expect(HostileText.unescapedHTML(String(href)).replacing("%5B", with: "[") == address)
        }
    }
}
