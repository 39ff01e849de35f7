/// Rows and columns with heads and a caption.
struct Table: Block {
    struct Column: Sendable {
        enum Alignment: Sendable { case text, number }

        /// Trusted text.
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

    /// What a reader can do with it where scripts run.
    struct Controls: OptionSet, Sendable {
        let rawValue: Int
        /// Its heads are buttons that sort its rows.
        static let sorts = Controls(rawValue: 1)
        /// A field above it filters its rows.
        static let filters = Controls(rawValue: 2)
    }

    /// What it shows. Only screen readers read it, as a heading above says the same.
    var caption: String
    var columns: [Column]
    /// One cell for each column; the first cell is the head of its row.
    var rows: [[Cell]]
    /// For each row, words that a search finds it by though it does not show them. Empty, or as many as rows.
    var searchWords: [String] = []
    var foot: [[Cell]] = []
    var controls: Controls = []
    /// Shown in its place when there are no rows. Trusted text.
    var emptyText = "Nothing yet."

    var kind: BlockKind { .table }
}

extension Table {
    /// No column is padded to more than this, so that one long name does not change every other line.
    private static let widest = 60

    /// Columns are padded, so that a change in one row is a difference of one line.
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
