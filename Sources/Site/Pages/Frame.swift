import Engagement
import Metrics

/// The parts of the site, as the navigation names them.
enum SiteSection: String, CaseIterable {
    case overview, campaigns, people, runs, compare, downloads, methodology

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The first page of the part.
    var page: SitePage {
        switch self {
        case .overview: .overview
        case .campaigns: .campaigns
        case .people: .people
        case .runs: .runs
        case .compare: .compare
        case .downloads: .downloads
        case .methodology: .methodology
        }
    }

    /// The part that a page belongs to.
    init(of page: SitePage) {
        switch page {
        case .overview: self = .overview
        case .campaigns, .campaign, .months, .month, .lists, .list: self = .campaigns
        case .people: self = .people
        case .runs, .run: self = .runs
        case .compare: self = .compare
        case .downloads: self = .downloads
        case .methodology: self = .methodology
        }
    }
}

/// What stands around a page's own content.
struct Frame {
    let kit: PageKit
    let page: SitePage
    let run: Run

    func context(for content: MarkdownPage) -> TemplateContext {
        let time = run.endedAt ?? run.startedAt
        let badge = Badge(run.state)
        return [
            "title": .text(content.title),
            "site_title": .text(kit.options.title),
            "root": .markup(page.root),
            "navigation": .list(SiteSection.allCases.map(link)),
            "run_page": .markup(page.root + run.page.html),
            "run_number": .words(Format.count(Int(run.number))),
            "run_id": .words(run.id),
            "run_state": .markup(badge.html),
            "as_of": .words(kit.clock.full(time)),
            "as_of_time": .words(time.iso8601),
            "zone": .words(kit.clock.zone),
            "body": .markup(content.html),
        ]
    }

    private func link(to target: SiteSection) -> TemplateContext {
        [
            "title": .text(target.title), "address": .markup(page.root + target.page.html),
            "current": .flag(target == SiteSection(of: page)),
        ]
    }
}
