import Basics
import Engagement
import Metrics
import Workbook

/// A column of a table of figures: its head and how the cell of a row is made, in one place.
struct FigureColumn<Row> {
    let column: TableColumn
    let cell: (Row) -> WorkbookCell

    private init(
        _ name: String, _ kind: TableColumn.Kind, _ description: String, _ cell: @escaping (Row) -> WorkbookCell
    ) {
        column = TableColumn(name, kind, description)
        self.cell = cell
    }

    static func text(_ name: String, _ description: String, _ value: @escaping (Row) -> String?) -> FigureColumn {
        FigureColumn(name, .text, description) { value($0).map(WorkbookCell.text) ?? .empty }
    }

    static func flag(_ name: String, _ description: String, _ value: @escaping (Row) -> Bool?) -> FigureColumn {
        FigureColumn(name, .flag, description) { value($0).map { .text($0 ? "Yes" : "No") } ?? .empty }
    }

    static func count(_ name: String, _ description: String, _ value: @escaping (Row) -> Int?) -> FigureColumn {
        FigureColumn(name, .count, description) { value($0).map(WorkbookCell.count) ?? .empty }
    }

    static func share(_ name: String, _ description: String, _ value: @escaping (Row) -> Double?) -> FigureColumn {
        FigureColumn(name, .share, description) { value($0).map(WorkbookCell.share) ?? .empty }
    }

    static func time(_ name: String, _ description: String, _ value: @escaping (Row) -> Timestamp?) -> FigureColumn {
        FigureColumn(name, .time, description) { value($0).map(WorkbookCell.time) ?? .empty }
    }

    static func month(_ name: String, _ description: String, _ value: @escaping (Row) -> CalendarMonth?) -> FigureColumn {
        FigureColumn(name, .month, description) { row in
            value(row).map { .month(CivilDate(year: $0.year, month: $0.month, day: 1)) } ?? .empty
        }
    }

    /// A rate and both ends of its 95 % interval.
    static func rate(_ name: String, _ description: String, _ value: @escaping (Row) -> Rate?) -> [FigureColumn] {
        [
            .share(name, description) { value($0)?.value },
            .share("\(name)_low", "The lower end of its 95% interval (Wilson)") { value($0)?.low },
            .share("\(name)_high", "The upper end of its 95% interval") { value($0)?.high },
        ]
    }
}
