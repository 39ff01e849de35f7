import Foundation
import Templates
import TestSupport
import Testing

/// What takes the place of a whole line in these tests.
struct SampleBlock: Sendable {
    var name: String
}

/// Templates of three pages, a partial and a frame, and what a person puts in their place.
enum TemplateFolders {
    static let builtIn = [
        "people.md": "# People\n\n{{people}}\n", "campaign.md": "# {{people}}\n", "parts/notices.md": "{{people}}\n",
        "page.html": "<title>{{title}}</title>\n{{body}}\n",
    ]

    static let values: [String: TemplateValue<SampleBlock>] = [
        "people": .trusted("900 people"), "engaged": .trusted("400"), "has_files": .flag(true),
        "title": .text("People"), "body": .markup("<p>"),
    ]

    static let plain = TemplateSyntax(escapesTrustedText: false) { $0 }

    /// Reads a library of ``builtIn`` and the overrides, and fills one template in.
    static func render(
        _ name: String = "people.md", _ overrides: [String: String], values: [String: TemplateValue<SampleBlock>] = values,
        syntax: TemplateSyntax = plain
    ) async throws -> String {
        try await withTemporaryFolder { folder in
            let root = URL(filePath: folder)
            try write(builtIn, to: root.appending(path: "templates"))
            try write(overrides, to: root.appending(path: "overrides"))
            let library = try TemplateLibrary(
                builtIn: root.appending(path: "templates"), overrides: root.appending(path: "overrides"))
            var inserted = 0
            return try library.render(name, values, syntax: syntax) { block in
                inserted += 1
                return "[\(block.name) \(inserted)]"
            }
        }
    }

    /// The mistake that rendering with these files ends in.
    static func mistake(in name: String = "people.md", _ overrides: [String: String]) async throws -> TemplateError {
        try await #require(throws: TemplateError.self) { try await render(name, overrides) }
    }

    private static func write(_ files: [String: String], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }
}
