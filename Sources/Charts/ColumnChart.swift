/// Columns side by side, such as one a month, each with its 95 % interval as a whisker where it has one.
package struct ColumnChart: Hashable, Sendable {
    package var label: ChartLabel
    /// The head of the first column of the table: “Month”.
    package var columnName: String
    package var unit: ChartUnit
    /// What the numbers are: “opened, of delivered”.
    package var unitTitle: String
    package var columns: [Column]

    package init(label: ChartLabel, columnName: String, unit: ChartUnit, unitTitle: String, columns: [Column]) {
        self.label = label
        self.columnName = columnName
        self.unit = unit
        self.unitTitle = unitTitle
        self.columns = columns
    }

    package struct Column: Hashable, Sendable {
        /// In the table and beside the pointer: “November 2026”.
        package var name: String
        /// At the axis, where there is room: “Nov”.
        package var tick: String
        /// Nil (n/a) leaves a gap.
        package var value: Double?
        package var interval: ClosedRange<Double>?

        package init(_ name: String, tick: String? = nil, value: Double?, interval: ClosedRange<Double>? = nil) {
            self.name = name
            self.tick = tick ?? name
            self.value = value
            self.interval = interval
        }
    }

    package var chart: Chart {
        let rows = columns.map { column in
            [column.name, column.value.map { unit.text($0, interval: column.interval) } ?? "n/a"]
        }
        return Chart(svg: svg, table: ChartTable(caption: label.title, head: [columnName, unitTitle], rows: rows))
    }

    private var svg: String {
        let highs = columns.compactMap { $0.interval?.upperBound ?? $0.value }
        let frame = PlotFrame(
            ticks: RoundTicks(low: 0, high: highs.max() ?? 0, unit: unit), unit: unit, hasTitleBelow: false)
        let pitch = (frame.right - frame.left) / Double(max(columns.count, 1))
        // Neighbouring labels must not touch, at the size of wide screens and at that of narrow ones.
        let widest = Double(columns.map(\.tick.count).max() ?? 1)
        let (every, narrowEvery) = (stride(for: widest * 7.5 + 10, pitch), stride(for: widest * 11 + 12, pitch))

        var svg = SVGWriter("columns", label: label, width: PlotFrame.width, height: PlotFrame.height)
        frame.draw(into: &svg, title: unitTitle)
        svg.open("g", ["class": "chart-series-1"])
        for (index, column) in columns.enumerated() {
            let middle = frame.left + (Double(index) + 0.5) * pitch
            svg.newline()
            draw(column, middle: middle, width: min(pitch * 0.7, 40), frame: frame, into: &svg)
            guard index % every == 0 else { continue }
            let isMinor = index % (every * ((narrowEvery + every - 1) / every)) != 0
            frame.drawTick(column.tick, x: middle, isMinor: isMinor, into: &svg)
        }
        svg.close("g")
        svg.close("svg")
        return svg.text
    }

    private func stride(for width: Double, _ pitch: Double) -> Int { max(1, Int((width / pitch).rounded(.up))) }

    private func draw(_ column: Column, middle: Double, width: Double, frame: PlotFrame, into svg: inout SVGWriter) {
        guard let value = column.value else { return }
        let y = frame.y(value)
        svg.element(
            "rect",
            [
                "class": "chart-bar", "x": coordinate(middle - width / 2), "y": coordinate(y), "width": coordinate(width),
                "height": coordinate(frame.bottom - y), "data-label": column.name,
                "data-value": unit.text(value, interval: column.interval),
            ])
        if let interval = column.interval {
            svg.line(
                "chart-whisker", x1: middle, y1: frame.y(interval.upperBound), x2: middle, y2: frame.y(interval.lowerBound))
        }
    }
}
