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
        let heads = columns.map { PaddedText($0.title + ($0.note.map { " (\($0))" } ?? "")) }
        let lines = (rows + foot).map { $0.map { PaddedText($0.markdown.isEmpty ? " " : $0.markdown) } }
        let widths = columns.indices.map { column in
            min(Self.widest, lines.reduce(max(3, heads[column].width)) { max($0, $1[column].width) })
        }
        var output = ""
        append(heads, widths, to: &output)
        output += "|"
        for (column, width) in zip(columns, widths) {
            output += " " + String(repeating: "-", count: width - 1) + (column.alignment == .number ? ": |" : "- |")
        }
        output += "\n"
        for line in lines { append(line, widths, to: &output) }
        return output
    }

    private func append(_ cells: [PaddedText], _ widths: [Int], to output: inout String) {
        output += "|"
        for (index, cell) in cells.enumerated() {
            output += " "
            cell.append(to: &output, width: widths[index], isRight: columns[index].alignment == .number)
            output += " |"
        }
        output += "\n"
    }
}

/// A text with its width, which is worked out once.
private struct PaddedText {
    private let text: String
    let width: Int

    init(_ text: String) {
        self.text = text
        // Most cells are numbers: a byte each character.
        width = text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.count
    }

    func append(to output: inout String, width: Int, isRight: Bool) {
        let padding = String(repeating: " ", count: max(0, width - self.width))
        output += isRight ? padding : text
        output += isRight ? text : padding
    }
}
