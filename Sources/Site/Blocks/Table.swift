import Markdown

/// Rows under heads, with a name of its own.
struct Table: Block {
    struct Column: Sendable {
        enum Alignment: Sendable { case text, number }

        /// In words of ours.
        var title: String
        /// Below the title: what a rate is divided by, or the unit.
        var note: String?
        var alignment: Alignment

        static func text(_ title: String, _ note: String? = nil) -> Column {
            Column(title: title, note: note, alignment: .text)
        }
        static func number(_ title: String, _ note: String? = nil) -> Column {
            Column(title: title, note: note, alignment: .number)
        }
    }

    struct Comfort: OptionSet, Sendable {
        let rawValue: Int
        /// Its heads are buttons that a script sorts by.
        static let sorts = Comfort(rawValue: 1)
        /// A field above it that a script filters its rows by.
        static let filters = Comfort(rawValue: 2)
    }

    /// What it shows, for those who can't see it; also its name among the page's regions.
    var caption: String
    var columns: [Column]
    /// As many cells each as there are columns; the first one is the row's head.
    var rows: [[Cell]]
    var foot: [[Cell]] = []
    var comfort: Comfort = []
    /// What stands in its place when there are no rows, in words of ours.
    var emptyText = "Nothing yet."
    /// The caption is only read out where a heading above says the same.
    var hidesCaption = true

    var kind: BlockKind { .table }
}

extension Table {
    /// Wider cells than this stick out, so that one long name doesn't move every other row.
    private static let widest = 60

    /// Columns as wide as their widest cell, so that a change in one row is a difference of one line.
    var markdown: String {
        guard !rows.isEmpty else { return emptyText + "\n" }
        let heads = columns.map { $0.title + ($0.note.map { " (\($0))" } ?? "") }
        let lines = [heads] + (rows + foot).map { $0.map { $0.markdown.isEmpty ? " " : $0.markdown } }
        let widths = columns.indices.map { column in min(Self.widest, max(3, lines.map { $0[column].count }.max() ?? 0)) }
        var output = line(heads, widths)
        output += "|"
        for (column, width) in zip(columns, widths) {
            output +=
                column.alignment == .number
                ? " " + String(repeating: "-", count: width - 1) + ": |"
                : " " + String(repeating: "-", count: width) + " |"
        }
        output += "\n"
        for row in lines.dropFirst() { output += line(row, widths) }
        return output
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var output = "|"
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - cell.count))
            output += columns[index].alignment == .number ? " \(padding)\(cell) |" : " \(cell)\(padding) |"
        }
        return output + "\n"
    }
}
