import Foundation

/// `docs/store.md` as tests read it: the names of tables and columns, of collections and fields.
package struct StoreDocument: Sendable {
    /// The names in the first column, by the heading of the table, of each chapter.
    private var chapters: [String: [String: Set<String>]] = [:]

    package init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/store.md")
        var (chapter, table) = ("", "")
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            if let heading = line.wholeMatch(of: /## (.+)/) {
                (chapter, table) = (String(heading.1), "")
            } else if let heading = line.wholeMatch(of: /### `(\w+)`/) {
                table = String(heading.1)
                chapters[chapter, default: [:]][table] = []
            } else if !table.isEmpty, let cell = line.prefixMatch(of: /\| (`[^|]*) \|/) {
                chapters[chapter, default: [:]][table, default: []].formUnion(cell.1.matches(of: /`(\w+)`/).map { String($0.1) })
            }
        }
    }

    /// The columns of each table, or the fields of each collection, that a chapter describes.
    package func tables(in chapter: String) -> [String: Set<String>] { chapters[chapter] ?? [:] }
}
