import Engagement
import Foundation
import Metrics
import SiteSample
import Templates
import TestSupport
import Testing

@testable import Notify

/// The words of messages, in each of their forms.
@Suite("Messages")
struct MessageTests {
    private func writer(overrides: URL? = nil) throws -> MessageWriter {
        MessageWriter(try TemplateLibrary(builtIn: Sample.templates, overrides: overrides))
    }

    private func night(_ sample: Sample, address: String? = "https://site.example/octo") -> Night {
        Night(AccountMetrics(sample.measurements), site: "Campaign engagement", address: address)
    }

    /// All that a night may tell at once.
    private func everything(_ night: Night) -> Announcement {
        Announcement(
            isWelcome: true, isDigest: true, problems: night.problems,
            over: [
                Announcement.Over(id: Problem.ID(campaign: "campaign-0", report: "clicked", kind: ""), campaign: "An old one"),
                Announcement.Over(id: .failure),
            ], results: Array(night.campaigns.prefix(2)))
    }

    private static let crowded = Sample(campaigns: 12, contradictions: 5)

    @Test("A night with everything in it, in each form")
    func golden() throws {
        let night = night(Self.crowded)
        #expect(night.problems.count == 6 && night.mismatchedReports == 5 && !night.campaigns.isEmpty)
        let message = try writer().message(everything(night), on: night)
        try expectGolden(Array(message.text.utf8), "notify/message.txt")
        try expectGolden(Array(message.html.utf8), "notify/message.html")
        for format in Channel.Webhook.Format.allCases {
            let body = Messenger.body(message, format)
            let value = try JSONSerialization.jsonObject(with: Data(body.utf8))
            let pretty = try JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
            try expectGolden(Array(pretty), "notify/\(format.rawValue).json")
        }
    }

    @Test("The headline says the gravest of it, and the event is its kind")
    func headlines() throws {
        let night = night(Self.crowded)
        var announcement = everything(night)
        var seen: [String] = []
        func note() throws {
            let message = try writer().message(announcement, on: night)
            #expect(message.subject == "Campaign engagement: \(message.headline)")
            seen.append("\(message.payload.event.rawValue): \(message.headline)")
        }
        try note()
        announcement.problems = [Problem(id: .failure, text: "x")]
        try note()
        announcement.problems = []
        try note()
        announcement.over = []
        try note()
        announcement.results = []
        try note()
        announcement.isWelcome = false
        try note()
        #expect(
            seen == [
                "problem: the numbers of 5 campaigns do not match EmailOctopus", "problem: the update failed",
                "over: a problem is over",
                "campaign: results of 2 campaigns", "welcome: messages begin", "digest: the week in campaigns",
            ])
    }

    @Test("Names of campaigns show as they are, and never as markup, an address or a mention")
    func hostileNames() throws {
        let names = [
            "<script>alert(1)</script>", "<!channel> & co", "**bold** [x](javascript:alert(1)) `c`", "A\nBcc: eve@example.com",
            "Mail anna@example.com and anna%40example.com",
        ]
        let night = night(Sample(campaigns: 5, contradictions: 5, names: names))
        var announcement = everything(night)
        announcement.results = night.campaigns
        let message = try writer().message(announcement, on: night)
        for part in message.parts + Channel.Webhook.Format.allCases.map({ Messenger.body(message, $0) }) {
            #expect(!part.contains("example.com") && !part.contains("javascript:alert(1)\""))
        }
        #expect(
            !message.html.contains("<script>") && !message.html.contains("<strong>")
                && !message.html.contains("href=\"javascript"))
        let allowed = message.slack.replacing(/<https:\/\/site\.example\/[^|<>]*\|[^<>]*>/, with: "")
        #expect(!allowed.contains("<") && !allowed.contains(">"))
        #expect(!message.text.contains("\nBcc:"))
    }

    @Test("Without the site's address there are no links, and links lead to the site")
    func links() throws {
        let linked = night(Self.crowded)
        let bare = night(Self.crowded, address: nil)
        let message = try writer().message(everything(bare), on: bare)
        #expect(!message.parts.contains { $0.contains("http") && !$0.contains("<!doctype") } && message.payload.links.site == nil)
        let other = try writer().message(everything(linked), on: linked)
        #expect(other.payload.links.site == "https://site.example/octo/index.html")
        #expect(other.text.contains("Open the site: https://site.example/octo/index.html"))
        #expect(other.html.contains("<a href=\"https://site.example/octo/index.html\">Open the site</a>"))
        #expect(other.slack.contains("<https://site.example/octo/index.html|Open the site>"))
    }

    @Test("A failed update says why, without addresses")
    func failure() throws {
        let night = Night(
            failed: "The key of anna@example.com was refused.", at: Timestamp(seconds: 1_800_000_000), site: "S", address: nil)
        let message = try writer().message(Announcement(problems: night.problems), on: night)
        #expect(message.subject == "S: the update failed" && message.text.contains("The key of [removed] was refused."))
        #expect(message.payload.run == nil && message.payload.totals == nil)
    }

    @Test("A sample says that it is one")
    func sample() throws {
        let message = try writer().sample(site: "S", address: nil, at: Timestamp(seconds: 1_800_000_000))
        #expect(message.payload.event == .test && message.text.hasPrefix("This is a test"))
    }

    @Test("A mistake in a template of one's own is named with file and line", arguments: MessageWriter.templates)
    func mistakes(file: String) async throws {
        try await withTemporaryFolder { folder in
            let override = URL(filePath: folder).appending(path: file)
            try FileManager.default.createDirectory(at: override.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("one\n{{tilte}}\n".utf8).write(to: override)
            let night = night(Self.crowded)
            let error = #expect(throws: TemplateError.self) {
                try writer(overrides: URL(filePath: folder)).message(everything(night), on: night)
            }
            #expect(error?.line == 2 && error?.name == "tilte" && error?.file == override.path)
        }
    }

    @Test("Every name that templates/README.txt lists for a message is known", arguments: MessageWriter.templates)
    func guide(file: String) async throws {
        let text = try String(contentsOf: Sample.templates.appending(path: "README.txt"), encoding: .utf8)
        let section = try #require(text.split(separator: "\n\n").first { $0.hasPrefix(file) })
        let names = section.matches(of: /(?m)^ {2}([a-z_]+(?:, [a-z_]+)*)/).flatMap { $0.1.split(separator: ", ") }
        #expect(names.count >= 3)
        try await withTemporaryFolder { folder in
            let override = URL(filePath: folder).appending(path: file)
            try FileManager.default.createDirectory(at: override.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(names.map { "{{#\($0)}}{{/\($0)}}" }.joined().utf8).write(to: override)
            let night = night(Self.crowded)
            _ = try writer(overrides: URL(filePath: folder)).message(everything(night), on: night)
        }
    }
}
