import Templates
import Testing

@Suite("Values of templates")
struct TemplateValueTests {
    private static let html = TemplateSyntax(escapesTrustedText: true) { $0.replacing("<", with: "&lt;") }
    private static let markdown = TemplateSyntax(escapesTrustedText: false) { $0.replacing("<", with: "\\<") }

    private func render(
        _ text: String, _ values: [String: TemplateValue<SampleBlock>], _ syntax: TemplateSyntax = html
    ) async throws -> String {
        try await TemplateFolders.render("people.md", ["people.md": text], values: values, syntax: syntax)
    }

    @Test("Each kind is escaped as the language of the template needs it, in a triple tag, too")
    func escaping() async throws {
        let values: [String: TemplateValue<SampleBlock>] = [
            "text": .text("a < b"), "trusted": .trusted("c < d"), "markup": .markup("<br>"),
        ]
        let template = "{{text}} {{{text}}} {{& text}} {{trusted}} {{markup}}"
        #expect(try await render(template, values) == "a &lt; b a &lt; b a &lt; b c &lt; d <br>")
        #expect(try await render(template, values, Self.markdown) == "a \\< b a \\< b a \\< b c < d <br>")
    }

    @Test("A section is there for text that is not empty, for true, and once for each entry of a list")
    func sections() async throws {
        let values: [String: TemplateValue<SampleBlock>] = [
            "text": .text("x"), "empty": .text(""), "yes": .flag(true), "no": .flag(false), "absent": .absent,
            "list": .list([["name": .text("one")], ["name": .text("two")]]), "none": .list([]),
        ]
        for name in ["text", "yes"] {
            #expect(try await render("{{#\(name)}}+{{/\(name)}}{{^\(name)}}-{{/\(name)}}", values) == "+", "\(name)")
        }
        for name in ["empty", "no", "absent", "none"] {
            #expect(try await render("{{#\(name)}}+{{/\(name)}}{{^\(name)}}-{{/\(name)}}", values) == "-", "\(name)")
        }
        #expect(try await render("{{#list}}{{name}}{{text}} {{/list}}", values) == "onex twox ")
    }

    @Test("A block becomes what the caller makes of it, in the order of the tags")
    func blocks() async throws {
        let values: [String: TemplateValue<SampleBlock>] = [
            "first": .block(SampleBlock(name: "a")), "second": .block(SampleBlock(name: "b")), "none": .block(nil),
        ]
        #expect(try await render("{{second}}{{first}}{{none}}", values) == "[b 1][a 2]")
    }
}
