/// A sheet of a workbook: a head, which stays in view, and rows below it.
package struct WorkbookSheet: Sendable {
    /// At most 31 characters, none of `[]:*?/\`.
    package var name: String
    package var heads: [String]
    /// As many cells in each as there are heads.
    package var rows: [[WorkbookCell]]

    package init(name: String, heads: [String], rows: [[WorkbookCell]]) {
        self.name = name
        self.heads = heads
        self.rows = rows
    }

    /// The most rows that a sheet can have below its head.
    package static let mostRows = 1_048_575

    /// How wide a column is shown, in characters: as its longest cell, within bounds.
    func width(ofColumn column: Int) -> Int {
        let longest = rows.lazy.map { Self.length(of: $0[column]) }.max() ?? 0
        // The head has a button for its filter.
        return min(max(longest + 1, heads[column].count + 4, 8), 60)
    }

    private static func length(of cell: WorkbookCell) -> Int {
        switch cell {
        case .empty: 0
        case .text(let text): text.count
        case .count(let count): GroupedDigits.length(of: count)
        case .share, .month: 8
        case .time: 16
        }
    }
}

private enum GroupedDigits {
    /// Of `1,234`.
    static func length(of number: Int) -> Int {
        let digits = String(number.magnitude).count
        return digits + (digits - 1) / 3 + (number < 0 ? 1 : 0)
    }
}
