/// A table of shades, such as the hours of the week. A shade is proportional to its value.
package struct HeatMapChart: Hashable, Sendable {
    package var label: ChartLabel
    /// What is counted: “opens”, and one of it: “open”.
    package var unitTitle: String
    package var unitOfOne: String
    /// The head of the first column of the table: “Day”.
    package var rowName: String
    package var rows: [Row]
    /// The name of each column.
    package var columns: [String]
    /// Every how many columns there is a label.
    package var labelEvery: Int

    package init(
        label: ChartLabel, unitTitle: String, unitOfOne: String, rowName: String, rows: [Row], columns: [String],
        labelEvery: Int = 1
    ) {
        self.label = label
        self.unitTitle = unitTitle
        self.unitOfOne = unitOfOne
        self.rowName = rowName
        self.rows = rows
        self.columns = columns
        self.labelEvery = labelEvery
    }

    package struct Row: Hashable, Sendable {
        package var name: String
        /// Beside the cells: “Mon”.
        package var tick: String
        /// One for each column, not negative.
        package var values: [Int]

        package init(_ name: String, tick: String, values: [Int]) {
            self.name = name
            self.tick = tick
            self.values = values
        }
    }

    /// Hours of the week in local time.
    ///
    /// - Parameter values: `values[weekday][hour]`, weekday 0 = Monday.
    package static func week(
        label: ChartLabel, unitTitle: String, unitOfOne: String, values: [[Int]]
    ) -> HeatMapChart {
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return HeatMapChart(
            label: label, unitTitle: unitTitle, unitOfOne: unitOfOne, rowName: "Day",
            rows: zip(days, values).map { Row($0, tick: String($0.prefix(3)), values: $1) },
            columns: (0..<24).map { $0 < 10 ? "0\($0):00" : "\($0):00" }, labelEvery: 6)
    }

    package var chart: Chart {
        let rows = rows.map { [$0.name] + $0.values.map { ChartUnit.count.text(Double($0)) } }
        return Chart(svg: svg, table: ChartTable(caption: label.title, head: [rowName] + columns, rows: rows))
    }

    private static let width = 560.0
    private static let left = 44.0
    private static let top = 28.0

    private var svg: String {
        let size = (Self.width - Self.left) / Double(max(columns.count, 1))
        let highest = rows.flatMap(\.values).max() ?? 0
        let bottom = Self.top + Double(rows.count) * size
        var svg = SVGWriter("heat", label: label, width: Self.width, height: bottom + 38)
        for (index, column) in columns.enumerated() where index % labelEvery == 0 {
            svg.label("chart-tick", x: Self.left + Double(index) * size, y: 18, column)
        }
        svg.newline()
        svg.open("g", ["class": "chart-series-1"])
        for (index, row) in rows.enumerated() {
            let y = Self.top + Double(index) * size
            svg.newline()
            svg.label("chart-tick", x: 0, y: y + size / 2 - 1, position: .centred, row.tick)
            for (column, value) in row.values.enumerated() {
                let x = Self.left + Double(column) * size
                svg.newline()
                draw(value, of: highest, name: "\(row.name) \(columns[column])", x: x, y: y, size: size, into: &svg)
            }
        }
        svg.newline()
        drawKey(highest, top: bottom + 14, into: &svg)
        svg.close("g")
        svg.close("svg")
        return svg.text
    }

    private func draw(
        _ value: Int, of highest: Int, name: String, x: Double, y: Double, size: Double, into svg: inout SVGWriter
    ) {
        let side = coordinate(size - 2)
        svg.element(
            "rect",
            [
                "class": value == 0 ? "chart-cell chart-cell-empty" : "chart-cell", "x": coordinate(x), "y": coordinate(y),
                "width": side, "height": side, "fill-opacity": shade(value, of: highest), "data-label": name,
                "data-value": text(value),
            ])
    }

    /// `1 open`, `47 opens`
    private func text(_ value: Int) -> String {
        "\(ChartUnit.count.text(Double(value))) \(value == 1 ? unitOfOne : unitTitle)"
    }

    /// Two decimals; a value above 0 is never invisible.
    private func shade(_ value: Int, of highest: Int) -> String {
        guard value > 0, highest > 0 else { return "1" }
        let hundredths = max(6, Int((Double(value) / Double(highest) * 100).rounded()))
        return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private func drawKey(_ highest: Int, top: Double, into svg: inout SVGWriter) {
        guard highest > 0 else { return }
        let text = text(highest)
        let right = Self.width - Double(text.count) * 11.5 - 8
        for step in 1...5 {
            svg.element(
                "rect",
                [
                    "class": "chart-cell", "x": coordinate(right - Double(6 - step) * 18), "y": coordinate(top), "width": "16",
                    "height": "16", "fill-opacity": step == 5 ? "1" : "0.\(step * 2)",
                ])
        }
        svg.label("chart-tick", x: right - 98, y: top + 8, anchor: .end, position: .centred, "0")
        svg.label("chart-tick", x: right + 4, y: top + 8, position: .centred, text)
    }
}
