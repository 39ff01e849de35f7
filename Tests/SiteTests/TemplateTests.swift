import Foundation
import Site
import SiteSample
import Templates
import TestSupport
import Testing

/// The pages made with a folder of overrides that has the given files.
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

@Suite("Templates")
struct TemplateTests {
    private static let sends = "5,111 emails"

    @Test("A person's file takes the place of the built-in one, and may include partials of its own")
    func overrides() async throws {
        let pages = try await render([
            "people.md": "# Humans\n\n{{> own/closing.md}}\n",
            "own/closing.md": "There are {{people}}: *{{sends}}* sent.\n",
        ])
        let page = String(decoding: try #require(pages["people/index.html"]), as: UTF8.self)
        #expect(page.contains("<h1 id=\"humans\">Humans</h1>\n<p>There are 900 people: <em>\(Self.sends)</em> sent.</p>"))
        #expect(
            String(decoding: try #require(pages["people/index.md"]), as: UTF8.self)
                == "# Humans\n\nThere are 900 people: *\(Self.sends)* sent.\n")
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

    @Test("The feed is a template, too: a person's file takes its place")
    func feed() async throws {
        let pages = try await render(["feed.xml": "<feed>{{#entries}}<id>{{id}}</id>{{/entries}}</feed>\n"])
        let feed = String(decoding: try #require(pages["feed.xml"]), as: UTF8.self)
        #expect(feed.hasPrefix("<feed><id>tag:octo-site.invalid,2026:runs/2026-11-23T020000Z</id>"))
    }

    @Test("A mistake in any template of the site ends the render", arguments: Template.allCases)
    func mistake(template: Template) async throws {
        let error = try await #require(throws: TemplateError.self) {
            try await render([template.rawValue: "# T\n\n{{no_such_name}}\n"])
        }
        #expect(error.file.hasSuffix("/\(template.rawValue)") && error.line == 3 && error.name == "no_such_name")
    }
}
