import Foundation
import Site
import SiteSample
import Templates
import TestSupport
import Testing

/// `templates/README.txt` lists for a designer which names there are. It must not be wrong.
@Suite("The guide to the templates")
struct TemplateGuideTests {
    /// Names by file; those of every file under “”.
    private static let guide: [String: Set<String>] = {
        let text = (try? String(contentsOf: Sample.templates.appending(path: "README.txt"), encoding: .utf8)) ?? ""
        var names: [String: Set<String>] = [:]
        var section: String?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Names in every file") { section = "" }
            if let file = line.prefixMatch(of: /[a-z\/-]+\.(?:md|html|xml)\b/) { section = String(file.output) }
            guard let section else { continue }
            let pattern = /\ {2}(?<names>[a-z_]+\*?(?: \([^)]*\))?(?:, [a-z_]+\*?(?: \([^)]*\))?)*)/
            guard let listed = line.prefixMatch(of: pattern) else { continue }
            names[section, default: []].formUnion(listed.names.matches(of: /(?:^|, )([a-z_]+)/).map { String($0.1) })
            // After “a list of:” come the names that each entry has.
            if let entries = line.firstMatch(of: /lists? of[a-z ]*: (.*)/) {
                names["\(section) entries", default: []].formUnion(entries.1.split(separator: ", ").map(String.init))
            }
        }
        return names
    }()

    private static let templates = ["parts/notices.md"] + Template.allCases.map(\.rawValue)

    /// Of messages, which `NotifyTests` render.
    private static let messages = ["notify/message.md", "notify/mail.html"]

    @Test("Every file of the folder is a template of the site, or part of one")
    func files() throws {
        let paths = try ResourceFolder(Sample.templates).files()
        #expect(Set(paths) == Set(Self.templates + Self.messages + ["README.txt"]))
    }

    @Test("Every name that a template uses is listed there", arguments: templates + messages)
    func complete(file: String) throws {
        let text = try String(contentsOf: Sample.templates.appending(path: file), encoding: .utf8)
        let used = Set(text.matches(of: /\{\{[#^]?([a-z_]+)\}\}/).map { String($0.1) })
        let listed = (Self.guide[""] ?? []).union(Self.guide[file] ?? []).union(Self.guide["\(file) entries"] ?? [])
        #expect(used.subtracting(listed) == [], "\(file)")
    }

    @Test("Every name that is listed there is known", arguments: templates)
    func correct(file: String) async throws {
        let names = (Self.guide[""] ?? []).union(try #require(Self.guide[file]))
        let isPart = file.hasPrefix("parts/")
        let tags = names.sorted().map { "{{#\($0)}}{{/\($0)}}" }.joined()
        try await withTemporaryFolder { folder in
            let override = URL(filePath: folder).appending(path: file)
            try FileManager.default.createDirectory(
                at: override.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((isPart || !file.hasSuffix(".md") ? tags : "# T\n\n\(tags)\n").utf8).write(to: override)
            // Throws for a name that is not known.
            _ = try await Sample(excluded: ["campaign-0"]).pages(overrides: URL(filePath: folder))
        }
    }
}
