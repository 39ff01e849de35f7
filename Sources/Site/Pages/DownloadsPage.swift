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
        let (account, campaigns, changes) = (files(.account), files(.campaign), files(run))
        let rows = renderer.downloads.filter { $0.twinOf == nil }.reduce(0) { $0 + $1.rows }
        return try renderer.render(
            .downloads, at: page,
            [
                "files": .trusted(renderer.downloads.isEmpty ? nil : counted(renderer.downloads.count, "file")),
                "rows": .trusted(counted(rows, "row")),
                "account": .block(
                    DownloadTable.table(
                        account, caption: "Files over all campaigns", root: page.root, folder: page.folder,
                        emptyText: "Nothing that could be downloaded leaves this store.")),
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
        let files: [(path: String, text: String)] = [
            (SiteLayout.totals, "The account's totals and rates, as the overview shows them."),
            (SiteLayout.campaigns, "Every campaign with counts, rates and reconciliation."),
            (SiteLayout.runs, "Every run with its totals."),
            (
                SiteLayout.data(ofRun: renderer.account.run.id),
                "The run that is shown, campaign by campaign; each run has such a file."
            ),
            (SiteLayout.dataPackage, "Every CSV described as a Frictionless Data Package, with its columns."),
            (SiteLayout.checksums, "The hash of every file of this site, for sha256sum -c."),
            (SiteLayout.feed, "Runs as an Atom feed, alarms in the title."),
        ]
        return Table(
            caption: "For machines", columns: [.text("File"), .text("What it holds")],
            rows: files.map { [.link($0.path, to: page.address(of: $0.path)), .text($0.text)] })
    }
}
