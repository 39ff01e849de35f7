import Basics
package import Engagement
import Markdown
import Metrics
package import Templates

/// Puts announcements into words, by the templates in `templates/notify`.
package struct MessageWriter: Sendable {
    /// Problems named in one message; of the others their number is told.
    private static let mostProblems = 3
    package static let templates = ["notify/message.md", "notify/mail.html"]

    private let library: TemplateLibrary

    package init(_ library: TemplateLibrary) { self.library = library }

    /// - Throws: `TemplateError`.
    package func message(_ announcement: Announcement, on night: Night) throws -> Message {
        try message(announcement, on: night, event: announcement.event, headline: announcement.headline(on: night))
    }

    /// An invented message that says that it is one.
    package func sample(site: String, address: String?, at time: Timestamp) throws -> Message {
        let night = Night(
            site: site, address: address, runID: time.runID, startedAt: time,
            latest: "“A campaign” reached 1,714 people. After 15 hours 2.0% had opened, as usual at that age (1.3–2.8%).")
        return try message(
            Announcement(isDigest: true), on: night, event: .test, headline: "A test message, its campaign is invented")
    }

    private func message(_ announcement: Announcement, on night: Night, event: Event, headline: String) throws -> Message {
        let text = try body(announcement, night, event, Style.plain)
        let markdown = try body(announcement, night, event, Style.markdown)
        let html = try library.render(
            "notify/mail.html",
            [
                "title": .text(headline), "site": .text(night.site),
                "content": .markup(RenderedMarkdown(markdown).html),
            ], syntax: TemplateSyntax(escapesTrustedText: true, escape: HTMLEscape.text))
        return Message(
            subject: "\(night.site): \(headline)", headline: headline, text: text, html: html,
            slack: try body(announcement, night, event, Style.slack),
            payload: payload(announcement, night, event, headline))
    }

    // MARK: Text

    private func body(_ announcement: Announcement, _ night: Night, _ event: Event, _ style: Style) throws -> String {
        typealias Value = TemplateValue<Never>
        func link(_ text: String, _ address: String?) -> Value { .markup(address.flatMap { style.link(text, $0) } ?? "") }
        func linked(_ page: SitePage?) -> Value { link("Details", page.flatMap(night.address(of:))) }
        let hidden = announcement.problems.count - Self.mostProblems
        let text = try library.render(
            "notify/message.md",
            [
                "is_test": .flag(event == .test), "is_welcome": .flag(announcement.isWelcome),
                "problems": .list(
                    announcement.problems.prefix(Self.mostProblems).map { problem in
                        ["text": .text(problem.sentence), "link": linked(problem.slug.map { .campaign(slug: $0) })]
                    }),
                "more_problems": .trusted(hidden > 0 ? Format.count(hidden) : nil),
                "over": .list(announcement.over.map { ["text": .text($0.sentence)] }),
                "results": .list(
                    announcement.results.map { ["text": .text($0.sentence), "link": linked(.campaign(slug: $0.slug))] }),
                "is_digest": .flag(announcement.isDigest),
                "latest": .text(announcement.isDigest && announcement.results.isEmpty ? night.latestOrNone : nil),
                "steps": .list(
                    (announcement.isDigest ? night.nextSteps : []).map {
                        ["finding": .text($0.finding), "advice": .text($0.advice)]
                    }),
                "totals": .trusted(announcement.isDigest ? night.totalsSentence : nil),
                "proof": .trusted(announcement.isDigest ? night.proofSentence : nil),
                "data_check_link": announcement.problems.isEmpty ? .absent : link("Data check", night.address(of: .dataCheck)),
                "site_link": link("Open the site", night.address(of: .overview)),
            ], syntax: style.syntax)
        return Self.tidy(text)
    }

    /// With one empty line at most between two paragraphs, and none at the ends.
    private static func tidy(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.prefix(line.reversed().drop { $0 == " " }.count)
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: JSON

    private func payload(_ announcement: Announcement, _ night: Night, _ event: Event, _ headline: String) -> Payload {
        Payload(
            event: event, site: night.site, run: night.isWhole ? night.runID : nil, headline: headline,
            sentence: announcement.sentence(on: night),
            problems: announcement.problems.prefix(Self.mostProblems).map { problem in
                Payload.ToldProblem(
                    campaignID: problem.id.campaign, campaign: problem.campaign, report: problem.id.report, kind: problem.id.kind,
                    text: problem.text, url: problem.slug.flatMap { night.address(of: .campaign(slug: $0)) })
            },
            problemCount: announcement.problems.count, over: announcement.over.map(\.sentence),
            results: announcement.results.map { result in
                Payload.Result(
                    campaignID: result.id, campaign: result.title, ageInHours: result.ageInHours, sentence: result.sentence,
                    url: night.address(of: .campaign(slug: result.slug)))
            },
            nextSteps: night.nextSteps.map { Payload.Step(finding: $0.finding, advice: $0.advice) },
            totals: night.totals.map {
                Payload.Totals(
                    campaigns: $0.campaigns, participants: $0.recipients, opened: $0.opened, clicked: $0.clicked,
                    people: $0.people,
                    mismatchedReports: night.mismatchedReports)
            },
            links: Payload.Links(site: night.address(of: .overview), dataCheck: night.address(of: .dataCheck)))
    }
}
