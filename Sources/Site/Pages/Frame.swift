import Engagement
import Metrics

/// The parts of the site, as the navigation names them.
enum SiteSection: String, CaseIterable {
    case overview, campaigns, people, runs, compare, downloads, methodology

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    var address: String { self == .overview ? "index.html" : "\(rawValue)/index.html" }
}

/// What stands around a page's own content.
struct Frame {
    let kit: PageKit
    let root: String
    let section: SiteSection
    let run: Run

    func context(for page: MarkdownPage) -> TemplateContext {
        let time = run.endedAt ?? run.startedAt
        let badge = Badge(run.state)
        return [
            "title": .text(page.title),
            "site_title": .text(kit.options.title),
            "root": .markup(root),
            "navigation": .list(SiteSection.allCases.map(link)),
            "run_page": .markup("\(root)runs/\(run.id)/index.html"),
            "run_number": .words(Format.count(Int(run.number))),
            "run_id": .words(run.id),
            "run_state": .markup(badge.html),
            "as_of": .words(kit.clock.full(time)),
            "as_of_time": .words(time.iso8601),
            "zone": .words(kit.clock.zone),
            "body": .markup(page.html),
        ]
    }

    private func link(to target: SiteSection) -> TemplateContext {
        ["title": .text(target.title), "address": .markup(root + target.address), "current": .flag(target == section)]
    }
}
