import Engagement
import Metrics

/// `downloads/index.html`: every file with what it holds.
struct DownloadsPage {
    private let kit: PageKit

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let (campaigns, account) = kit.downloads.filter { $0.twinOf == nil }.partitioned { $0.path.hasPrefix("downloads/campaigns/") }
        let rows = kit.downloads.filter { $0.twinOf == nil }.reduce(0) { $0 + $1.rows }
        return try kit.render(
            "downloads.md", in: "downloads/", section: .downloads,
            [
                "files": .words(kit.downloads.isEmpty ? nil : counted(kit.downloads.count, "file")),
                "rows": .words(counted(rows, "row")),
                "account": .block(table(account, "Files over all campaigns", "Nothing that could be downloaded leaves this store.")),
                "campaigns": .block(campaigns.isEmpty ? nil : table(campaigns, "Files by campaign", "")),
                "machines": .block(machines),
            ])
    }

    private func table(_ entries: [DownloadEntry], _ caption: String, _ emptyText: String) -> Table {
        let twins = Dictionary(
            kit.downloads.compactMap { entry in entry.twinOf.map { ($0, entry.path) } }, uniquingKeysWith: { $1 })
        return Table(
            caption: caption,
            columns: [.text("File"), .text("What it holds"), .number("Rows"), .number("Size"), .text("SHA-256")]
                + (entries.contains { twins[$0.path] != nil } ? [.text("For Excel")] : []),
            rows: entries.map { entry in
                [
                    .link(shown(entry.path), to: "../\(entry.path)"), .text(entry.description), .count(entry.rows),
                    .words(FileSize.text(entry.bytes), sortKey: String(entry.bytes)), hash(entry.sha256),
                ] + (entries.contains { twins[$0.path] != nil }
                    ? [twins[entry.path].map { .link("with BOM", to: "../\($0)") } ?? .empty] : [])
            },
            comfort: entries.count > 30 ? [.sorts, .filters] : .sorts, emptyText: emptyText)
    }

    private func shown(_ path: String) -> String { path.hasPrefix("downloads/") ? String(path.dropFirst(10)) : path }

    /// Its beginning is enough to compare at a glance; all of it can be selected and copied.
    private func hash(_ sha256: String) -> Cell {
        Cell(html: "<code class=\"hash\" title=\"\(sha256)\">\(sha256)</code>", markdown: "`\(sha256)`")
    }

    private var machines: Table {
        let files: [(path: String, text: String)] = [
            ("data/totals.json", "The account's totals and rates, as the overview shows them."),
            ("data/campaigns.json", "Every campaign with counts, rates and reconciliation."),
            ("data/runs.json", "Every run with its totals."),
            ("data/runs/\(kit.report.run.id).json", "The run that is shown, campaign by campaign; each run has such a file."),
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
