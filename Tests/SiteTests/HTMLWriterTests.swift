import Testing

@testable import Site

@Suite("Writing HTML")
struct HTMLWriterTests {
    @Test("Every text and every attribute is escaped, and elements are closed")
    func escaping() {
        let html = HTMLWriter.html { html in
            html.element("p", ["class": "a\" onclick=\"x"]) { html in
                html.text("1 < 2 & ")
                html.element("b", text: "<i>")
            }
            html.newline()
        }
        #expect(
            html.markup == "<p class=\"a&quot; onclick=&quot;x\">1 &lt; 2 &amp; <b>&lt;i&gt;</b></p>\n")
    }

    @Test("An attribute without a value is left out, an empty one is its name")
    func attributes() {
        let html = HTMLWriter.html { html in
            html.emptyElement("input", ["type": "search", "title": nil, "disabled": ""])
        }
        #expect(html.markup == "<input type=\"search\" disabled>")
    }

    @Test("What is HTML already is written as it is")
    func trusted() {
        let inner = HTMLWriter.html { $0.element("em", text: "&") }
        #expect(HTMLWriter.html { $0.element("p", [:]) { $0.html(inner) } }.markup == "<p><em>&amp;</em></p>")
    }
}
