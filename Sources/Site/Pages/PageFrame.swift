import Engagement
import Metrics
import Templates

/// The template `page.html`: what is around the content of a page.
struct PageFrame {
    let renderer: PageRenderer
    let page: SitePage
    let run: Run

    func html(around content: MarkdownPage) throws -> String {
        var context: PlainContext = renderer.common(root: page.root, run: run)
        context["title"] = .text(content.title)
        context["site_title"] = .text(renderer.options.title)
        context["navigation"] = .list(SiteSection.allCases.map(link))
        context["status"] = .markup(status.markup)
        context["as_of_time"] = .trusted((run.endedAt ?? run.startedAt).iso8601)
        context["body"] = .markup(content.html.markup)
        return try renderer.library.render(Template.frame.rawValue, context, syntax: .html)
    }

    /// Whether the numbers match, with a link to the proof. The page of a run says it from the run alone, so that it is the same
    /// whenever it is rendered.
    private var status: HTML {
        let statement: MatchStatement? = if case .run = page { nil } else { renderer.match }
        let (text, tone) = statement.map { ($0.text, $0.tone) } ?? (Badge(run.state).text, Badge(run.state).tone)
        let proof = page.root + SitePage.dataCheck.html
        return HTMLWriter.html { $0.element("a", ["class": "match \(tone.rawValue)", "href": proof], text: text) }
    }

    private func link(to target: SiteSection) -> PlainContext {
        [
            "title": .text(target.title), "address": .markup(page.root + target.page.html),
            "current": .flag(target == SiteSection(of: page)),
        ]
    }
}
