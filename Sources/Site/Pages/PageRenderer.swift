import Engagement
import Metrics
import Templates

/// What every page is made with.
struct PageRenderer: Sendable {
    let account: AccountMetrics
    let downloads: [DownloadEntry]
    let library: TemplateLibrary
    let options: SiteOptions
    let times: TimeText
    let names: CampaignNames
    /// Of the newest run.
    let match: MatchStatement
    private let downloadsByPath: [String: DownloadEntry]

    init(account: AccountMetrics, downloads: [DownloadEntry], library: TemplateLibrary, options: SiteOptions) {
        self.account = account
        self.downloads = downloads
        self.library = library
        self.options = options
        times = TimeText(calendar: account.calendar)
        names = CampaignNames(account)
        match = MatchStatement(account.reconciliation)
        downloadsByPath = Dictionary(downloads.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    }

    func download(_ path: String) -> DownloadEntry? { downloadsByPath[path] }

    /// Fills a template and puts the result into the frame that all pages share.
    /// - Parameter run: the run that the page shows; nil for the newest.
    /// - Returns: `index.html` and `index.md`.
    func render(
        _ template: Template, at page: SitePage, run: Run? = nil, _ context: PageContext
    ) throws -> [SiteFile] {
        let run = run ?? account.run
        let common: PageContext = common(root: page.root, run: run)
        let content = try MarkdownPage(template, common.merging(context) { $1 }, library)
        let html = try PageFrame(renderer: self, page: page, run: run).html(around: content)
        return [SiteFile(page.html, html), SiteFile(page.markdown, content.markdown)]
    }

    /// The values that every template has.
    /// - Parameter root: from the page to the site's root.
    func common<Block>(root: String, run: Run) -> [String: TemplateValue<Block>] {
        [
            "root": .markup(root),
            "as_of": .trusted(times.full(run.endedAt ?? run.startedAt)),
            "run_id": .trusted(run.id),
            "run_number": .trusted(Format.count(Int(run.number))),
            "run_page": .markup(root + run.page.html),
            "zone": .trusted(times.zone),
        ]
    }
}
