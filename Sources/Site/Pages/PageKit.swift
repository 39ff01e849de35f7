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
    ///   - folder: where the page stands: `campaigns/`, or nothing for the root.
    ///   - run: the run that the page shows.
    /// - Returns: `index.html` and `index.md`.
    func render(
        _ template: String, in folder: String, section: SiteSection, run: Run? = nil, _ context: TemplateContext
    ) throws -> [Page] {
        let root = String(repeating: "../", count: folder.count { $0 == "/" })
        let run = run ?? report.run
        var common: TemplateContext = [
            "root": .markup(root),
            "as_of": .words(clock.full(run.endedAt ?? run.startedAt)),
            "run_id": .words(run.id),
            "run_number": .words(Format.count(Int(run.number))),
            "run_page": .markup("\(root)runs/\(run.id)/index.html"),
            "zone": .words(clock.zone),
        ]
        common.merge(context) { $1 }
        let page = try MarkdownPage(template, common, library)
        let frame = Frame(kit: self, root: root, section: section, run: run)
        let html = try library.render("page.html", frame.context(for: page), in: TemplatePass(.html))
        return [Page(folder + "index.html", html), Page(folder + "index.md", page.markdown)]
    }
}
