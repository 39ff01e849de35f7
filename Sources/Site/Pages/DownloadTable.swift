/// Files to download, each with a description.
struct DownloadTable {
    /// - Parameters:
    ///   - root: from the page to the site's root.
    ///   - folder: left out at the beginning of the paths that are shown.
    static func table(
        _ entries: [DownloadEntry], caption: String, root: String, folder: String, emptyText: String = ""
    ) -> Table {
        Table(
            caption: caption,
            columns: [.text("File"), .text("Contents"), .number("Rows"), .number("Size"), .text("SHA-256")],
            rows: entries.map { entry in
                let name = entry.path.hasPrefix(folder) ? String(entry.path.dropFirst(folder.count)) : entry.path
                return [
                    .link(name, to: root + entry.path),
                    .text(entry.description), .count(entry.rows),
                    .trusted(FileSize.text(entry.bytes), sortKey: String(entry.bytes)), hash(entry.sha256),
                ]
            },
            controls: entries.count > 30 ? [.sorts, .filters] : .sorts, emptyText: emptyText)
    }

    /// The stylesheet shows its beginning; all of it can be selected and copied.
    private static func hash(_ sha256: String) -> Cell {
        Cell(markdown: "`\(sha256)`") { $0.element("code", ["class": "hash", "title": sha256], text: sha256) }
    }
}
