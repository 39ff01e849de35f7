import Engagement
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
        context["run_state"] = .markup(Badge(run.state).html.markup)
        context["as_of_time"] = .trusted((run.endedAt ?? run.startedAt).iso8601)
        context["body"] = .markup(content.html.markup)
        return try renderer.library.render(Template.frame.rawValue, context, syntax: .html)
    }

    private func link(to target: SiteSection) -> PlainContext {
        [
            "title": .text(target.title), "address": .markup(page.root + target.page.html),
            "current": .flag(target == SiteSection(of: page)),
        ]
    }
}
