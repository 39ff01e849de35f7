import Foundation
import Site
import SiteSample
import TestSupport
import Testing

/// Lends a folder that overrides templates by the given files, and the pages made with it.
private func render(_ overrides: [String: String]) async throws -> [String: [UInt8]] {
    try await withTemporaryFolder { folder in
        let root = URL(filePath: folder)
        for (name, text) in overrides {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try await Sample().pages(overrides: root)
    }
}

/// The mistake that rendering with these files ends in.
private func mistake(_ overrides: [String: String]) async throws -> TemplateError {
    try await #require(throws: TemplateError.self) { try await render(overrides) }
}

@Suite("Templates")
struct TemplateTests {
    @Test("A person's file takes the place of the built-in one, and may bring partials of its own")
    func overrides() async throws {
        let pages = try await render([
            "people.md": "# Humans\n\n{{> own/closing.md}}\n",
            "own/closing.md": "There are {{people}}: *{{engaged}}* engaged.\n",
        ])
        let page = String(decoding: try #require(pages["people/index.html"]), as: UTF8.self)
        #expect(page.contains("<h1 id=\"humans\">Humans</h1>\n<p>There are 900 people: <em>400</em> engaged.</p>"))
        #expect(
            String(decoding: try #require(pages["people/index.md"]), as: UTF8.self)
                == "# Humans\n\nThere are 900 people: *400* engaged.\n")
        #expect(String(decoding: try #require(pages["index.html"]), as: UTF8.self).contains("Overview"))
    }

    @Test(
        "Markup that a person writes into Markdown stays Markdown's: raw HTML is left out, tables in a fence are tables"
    )
    func markup() async throws {
        let pages = try await render([
            "people.md":
                "# P\n\n<script>x</script>\n\n```table\n| A | B |\n| - | -: |\n| *x* | 1\\|2 |\n```\n\n```text\n{{people}}\n```\n"
        ])
        let page = String(decoding: try #require(pages["people/index.html"]), as: UTF8.self)
        #expect(!page.contains("<script>x"))
        #expect(page.contains("<tr><th scope=\"row\"><em>x</em></th><td class=\"number\">1|2</td></tr>"))
        #expect(page.contains("<pre><code class=\"language-text\">900 people"))
        let markdown = String(decoding: try #require(pages["people/index.md"]), as: UTF8.self)
        #expect(markdown.contains("\n| A | B |\n") && markdown.contains("```text\n900 people\n```"))
    }

    @Test("An unknown name is reported with file, line, name, and the name that was meant")
    func unknownName() async throws {
        let error = try await mistake([
            "people.md": "# P\n\n{{people}}\n{{#has_files}}\n  {{{enaged}}}\n{{/has_files}}\n"
        ])
        #expect(error.file.hasSuffix("/people.md"))
        #expect(error.line == 5)
        #expect(error.name == "enaged")
        #expect(
            error.description.hasSuffix(
                "/people.md, line 5: nothing is known by the name “enaged” here; did you mean “engaged”?."))
    }

    @Test("So it is in a partial, in a section's head, and in the frame")
    func unknownNamesElsewhere() async throws {
        let inPartial = try await mistake(["people.md": "{{> x.md}}", "x.md": "one\n\n{{nothing}}\n"])
        #expect(inPartial.file.hasSuffix("/x.md") && inPartial.line == 3)
        let inSection = try await mistake(["people.md": "{{people}}\n{{^wrong}}x{{/wrong}}"])
        #expect(inSection.line == 2 && inSection.name == "wrong")
        let inFrame = try await mistake(["page.html": "<title>{{title}}</title>\n{{{bodi}}}"])
        #expect(inFrame.file.hasSuffix("/page.html") && inFrame.line == 2 && inFrame.name == "bodi")
    }

    @Test("What a value is made of inside can't be asked for")
    func noReflection() async throws {
        #expect(
            try await mistake(["people.md": "{{#people}}{{renderText}}{{/people}}"]).problem.contains("can't be a key"))
        #expect(try await mistake(["people.md": "{{#people}}{{is_null}}{{/people}}"]).name == "is_null")
        #expect(try await mistake(["people.md": "{{people.count}}"]).problem.contains("can't be a key"))
    }

    @Test("A missing partial is reported with file, line and name")
    func missingPartial() async throws {
        let error = try await mistake(["people.md": "# P\n{{> parts/notice.md}}\n"])
        #expect(error.line == 2 && error.name == "parts/notice.md")
        #expect(error.problem == "there is no template “parts/notice.md”; did you mean “parts/notices.md”?")
    }

    @Test("Templates that include each other are refused")
    func circles() async throws {
        let error = try await mistake(["people.md": "{{> a.md}}", "a.md": "\n{{> b.md}}", "b.md": "{{> a.md}}"])
        #expect(error.problem.contains("a.md → b.md → a.md"))
    }

    @Test(
        "Syntax errors are reported with file and line",
        arguments: [
            ("a\n{{#people}}\nb\n", 2, "the section “people” is opened here and never closed"),
            (
                "a\n{{#people}}\n{{/engaged}}\n", 3,
                "“{{/engaged}}” stands where the section “people” of line 2 should be closed"
            ),
            ("{{/people}}", 1, "“{{/people}}” closes a section that was never opened"),
            ("a\n\nb {{people", 3, "a tag is opened by “{{” and never closed"),
            (
                "{{people}}}\n{{ peo ple }}", 2,
                "“peo ple” can't be a key: keys are lower-case letters, digits and underscores"
            ),
            ("{{}}", 1, "“{{}}” names nothing"),
            ("{{=<% %>=}}", 1, "tags that begin with “{{=” are not for these templates"),
            ("{{! fine\nover two lines }}\n{{< parent}}", 3, "tags that begin with “{{<” are not for these templates"),
        ])
    func syntax(text: String, line: Int, problem: String) async throws {
        let error = try await mistake(["people.md": text])
        #expect(error.file.hasSuffix("/people.md"))
        #expect(error.line == line)
        #expect(error.problem == problem)
    }

    @Test("A file that nothing asks for is most likely misspelt, and refused")
    func strays() async throws {
        let error = try await mistake(["campain.md": "# C"])
        #expect(error.file.hasSuffix("/campain.md"))
        #expect(error.problem == "no page or template asks for this file; did you mean “campaign.md”?")
    }

    @Test("A folder that isn't there is named")
    func missingFolder() async throws {
        let error = try await #require(throws: SiteError.self) {
            try await Sample().pages(overrides: URL(filePath: "/nowhere/templates"))
        }
        #expect(error.message.contains("/nowhere/templates"))
    }
}
