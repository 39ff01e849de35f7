import Basics
package import Engagement
import Workbook

/// A table of figures, as a CSV and as a sheet of the workbook. What is not known is blank, never 0.
package struct FigureTable: Sendable {
    package let file: FigureFile
    /// A sentence that says which rows it has.
    package let description: String
    package let columns: [TableColumn]
    /// The names of the columns that tell any two rows apart.
    package let primaryKey: [String]
    package var rowCount: Int { rows.count }
    let rows: [[WorkbookCell]]

    init<Row>(
        _ file: FigureFile, _ description: String, primaryKey: [String], _ columns: [FigureColumn<Row>],
        rows: some Sequence<Row>
    ) {
        self.file = file
        self.description = description
        self.primaryKey = primaryKey
        self.columns = columns.map(\.column)
        self.rows = rows.map { row in columns.map { $0.cell(row) } }
    }
}

/// One row of figures.
struct FigureCSV: RowFormat {
    let columns: [TableColumn]
    let primaryKey: [String]

    func append(_ row: [WorkbookCell], to buffer: inout ByteBuffer) {
        for (index, cell) in row.enumerated() {
            if index > 0 { buffer.append(ByteBuffer.comma) }
            buffer.append(cell)
        }
        buffer.endRow()
    }
}

extension ByteBuffer {
    fileprivate mutating func append(_ cell: WorkbookCell) {
        switch cell {
        case .empty: break
        case .text(let text): append(cell: text)
        case .count(let number): append(number)
        case .share(let share): append(raw: String(share))
        case .time(let time): append(time)
        case .month(let day): append(raw: String(day.text.prefix(7)))
        }
    }
}
