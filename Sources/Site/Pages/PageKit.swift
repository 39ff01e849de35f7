import Engagement
import Markdown
import Metrics

/// What every page is made with.
struct PageKit: Sendable {
    let report: AccountReport
    let downloads: [DownloadEntry]
    let library: TemplateLibrary
    let options: SiteOptions
    let clock: Clock
    let names: CampaignNames
    private let downloadsByPath: [String: DownloadEntry]

    init(report: AccountReport, downloads: [DownloadEntry], library: TemplateLibrary, options: SiteOptions) {
        self.report = report
        self.downloads = downloads
        self.library = library
        self.options = options
        clock = Clock(calendar: report.calendar)
        names = CampaignNames(report)
        downloadsByPath = Dictionary(downloads.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }

    func download(_ path: String) -> DownloadEntry? { downloadsByPath[path] }

    /// Fills a template and puts the result into the frame that all pages share.
    /// - Parameters:
    ///   - run: the run that the page shows.
    /// - Returns: `index.html` and `index.md`.
    func render(
        _ template: String, at page: SitePage, run: Run? = nil, _ context: TemplateContext
    ) throws -> [Page] {
        let run = run ?? report.run
        var common: TemplateContext = [
            "root": .markup(page.root),
            "as_of": .words(clock.full(run.endedAt ?? run.startedAt)),
            "run_id": .words(run.id),
            "run_number": .words(Format.count(Int(run.number))),
            "run_page": .markup(page.root + run.page.html),
            "zone": .words(clock.zone),
        ]
        common.merge(context) { $1 }
        let content = try MarkdownPage(template, common, library)
        let frame = Frame(kit: self, page: page, run: run)
        let html = try library.render("page.html", frame.context(for: content), in: TemplatePass(.html))
        return [Page(page.html, html), Page(page.markdown, content.markdown)]
    }
}
