import Engagement
import Metrics

/// `downloads/index.html`: every file with what it holds.
struct DownloadsPage {
    private let kit: PageKit

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let (campaigns, others) = kit.downloads.partitioned { $0.path.hasPrefix("downloads/campaigns/") }
        let (changes, account) = others.partitioned { $0.path.hasPrefix("runs/") }
        let folder = "runs/\(kit.report.run.id)/"
        let rows = kit.downloads.filter { $0.twinOf == nil }.reduce(0) { $0 + $1.rows }
        return try kit.render(
            "downloads.md", in: "downloads/", section: .downloads,
            [
                "files": .words(kit.downloads.isEmpty ? nil : counted(kit.downloads.count, "file")),
                "rows": .words(counted(rows, "row")),
                "account": .block(
                    DownloadTable.table(
                        account, caption: "Files over all campaigns", root: "../", folder: "downloads/",
                        emptyText: "Nothing that could be downloaded leaves this store.")),
                "campaigns": .block(
                    campaigns.isEmpty
                        ? nil
                        : DownloadTable.table(campaigns, caption: "Files by campaign", root: "../", folder: "downloads/")),
                "changes": .block(
                    changes.isEmpty
                        ? nil
                        : DownloadTable.table(
                            changes, caption: "What changed", root: "../", folder: folder)),
                "machines": .block(machines),
            ])
    }

    private var machines: Table {
        let files: [(path: String, text: String)] = [
            ("data/totals.json", "The account's totals and rates, as the overview shows them."),
            ("data/campaigns.json", "Every campaign with counts, rates and reconciliation."),
            ("data/runs.json", "Every run with its totals."),
            (
                "data/runs/\(kit.report.run.id).json",
                "The run that is shown, campaign by campaign; each run has such a file."
            ),
            ("datapackage.json", "Every CSV described as a Frictionless Data Package, with its columns."),
            ("SHA256SUMS", "The hash of every file of this site, for sha256sum -c."),
            ("feed.xml", "Runs as an Atom feed, alarms in the title."),
        ]
        return Table(
            caption: "For machines", columns: [.text("File"), .text("What it holds")],
            rows: files.map { [.link($0.path, to: "../\($0.path)"), .text($0.text)] })
    }
}

extension Sequence {
    fileprivate func partitioned(by isFirst: (Element) -> Bool) -> (first: [Element], others: [Element]) {
        (filter(isFirst), filter { !isFirst($0) })
    }
}
