/// A table for a terminal, each column as wide as its widest cell.
struct TextTable {
    var head: [String]
    var rows: [[String]]
    var rightAligned: Set<Int> = []

    var text: String {
        let all = [head] + rows.map { $0.map(\.onOneLine) }
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? padding + cell : cell + padding
            }
            return Self.trimmed(cells.joined(separator: "  "))
        }.joined(separator: "\n")
    }

    private static func trimmed(_ line: String) -> Substring {
        var rest = line[...]
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
