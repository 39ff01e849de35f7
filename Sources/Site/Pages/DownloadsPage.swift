import Engagement
import Metrics
import Templates

/// `downloads/index.html`: every file with a description.
struct DownloadsPage {
    private let renderer: PageRenderer
    private let page = SitePage.downloads

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let run = DownloadScope.run(renderer.account.run.id)
        // The files of recipients are on the pages of their campaigns.
        let campaigns = files(.campaign).filter { $0.path.hasPrefix(DownloadScope.campaign.folder) }
        let (account, changes) = (files(.account), files(run))
        let segments = files(.segments)
        let asked = ListSegments.asked(renderer)
        let deprecated = account.filter { SiteLayout.deprecated.contains($0.path) }
        let contacts = renderer.downloads.filter { $0.scope != .figures }
        let rows = contacts.reduce(0) { $0 + $1.rows }
        return try renderer.render(
            .downloads, at: page,
            [
                "figures": .block(
                    DownloadTable.table(
                        files(.figures), caption: "Workbook and tables", root: page.root, folder: page.folder)),
                "segments": .block(
                    segments.isEmpty
                        ? nil
                        : DownloadTable.table(
                            segments, caption: "Segments", root: page.root, folder: DownloadScope.segments.folder)),
                "segments_date": .trusted(asked.map { renderer.times.dateAndTime($0.startedAt) }),
                "segments_warning": .flag(ListSegments.mayBeOutdated(renderer)),
                "files": .trusted(contacts.isEmpty ? nil : counted(contacts.count, "file")),
                "rows": .trusted(counted(rows, "row")),
                "account": .block(
                    DownloadTable.table(
                        account.filter { !SiteLayout.deprecated.contains($0.path) }, caption: "All campaigns", root: page.root,
                        folder: page.folder,
                        emptyText: "Contact-level downloads are switched off (privacy: aggregates).")),
                "deprecated": .block(
                    deprecated.isEmpty
                        ? nil
                        : DownloadTable.table(deprecated, caption: "Files that will go", root: page.root, folder: page.folder)),
                "campaigns": .block(
                    campaigns.isEmpty
                        ? nil
                        : DownloadTable.table(campaigns, caption: "Files by campaign", root: page.root, folder: page.folder)),
                "changes": .block(
                    changes.isEmpty
                        ? nil
                        : DownloadTable.table(
                            changes, caption: "What changed", root: page.root, folder: run.folder)),
                "machines": .block(machines),
            ])
    }

    private func files(_ scope: DownloadScope) -> [DownloadEntry] { renderer.downloads.filter { $0.scope == scope } }

    private var machines: Table {
        let files: [(path: String, text: String)] =
            [
                (SiteLayout.totals, "The account's totals and rates, as the overview shows them."),
                (SiteLayout.campaigns, "Every campaign with counts, rates, verdict and data check."),
                (SiteLayout.runs, "Every update with its totals."),
                (
                    SiteLayout.data(ofRun: renderer.account.run.id),
                    "The update that is shown, campaign by campaign; each update has such a file."
                ),
                (SiteLayout.dataPackage, "Every CSV described as a Frictionless Data Package, with its columns."),
            ] + SiteLayout.schemas.map { ($0, "What the file of that name holds, as a JSON Schema.") } + [
                (SiteLayout.checksums, "The hash of every file of this site, for sha256sum -c."),
                (SiteLayout.feed, "Updates as an Atom feed, alarms in the title."),
            ]
        return Table(
            caption: "JSON and metadata", columns: [.text("File"), .text("Contents")],
            rows: files.map { [.link($0.path, to: page.address(of: $0.path)), .text($0.text)] })
    }
}
