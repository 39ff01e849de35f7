/// Bars with long names, such as domains or links. Each row is a line of text with its bar below.
package struct BarChart: Hashable, Sendable {
    package var label: ChartLabel
    /// The head of the first column of the table: “Mailbox provider”.
    package var barName: String
    package var unit: ChartUnit
    /// What the numbers are: “participants”.
    package var unitTitle: String
    /// What the notes are: “people”; the head of their column.
    package var noteTitle: String
    package var bars: [Bar]

    package init(
        label: ChartLabel, barName: String, unit: ChartUnit, unitTitle: String, noteTitle: String = "Note", bars: [Bar]
    ) {
        self.label = label
        self.barName = barName
        self.unit = unit
        self.unitTitle = unitTitle
        self.noteTitle = noteTitle
        self.bars = bars
    }

    package struct Bar: Hashable, Sendable {
        package var name: String
        /// Nil is shown as n/a, without a bar.
        package var value: Double?
        package var interval: ClosedRange<Double>?
        /// Beside the value: “38.2% of people”; empty for none.
        package var note: String

        package init(_ name: String, value: Double?, interval: ClosedRange<Double>? = nil, note: String = "") {
            self.name = name
            self.value = value
            self.interval = interval
            self.note = note
        }
    }

    package var chart: Chart {
        let hasNotes = bars.contains { !$0.note.isEmpty }
        let rows = bars.map { bar in
            [bar.name, bar.value.map { unit.text($0, interval: bar.interval) } ?? "n/a"] + (hasNotes ? [bar.note] : [])
        }
        let head = [barName, unitTitle] + (hasNotes ? [noteTitle] : [])
        return Chart(svg: svg, table: ChartTable(caption: label.title, head: head, rows: rows))
    }

    private static let width = 560.0
    private static let pitch = 44.0

    private var svg: String {
        let highest = bars.compactMap { $0.interval?.upperBound ?? $0.value }.max() ?? 0
        let scale = Self.width / (highest > 0 ? highest : 1)
        var svg = SVGWriter("bars", label: label, width: Self.width, height: Double(bars.count) * Self.pitch)
        svg.open("g", ["class": "chart-series-1"])
        for (index, bar) in bars.enumerated() {
            svg.newline()
            draw(bar, top: Double(index) * Self.pitch, scale: scale, into: &svg)
        }
        svg.close("g")
        svg.close("svg")
        return svg.text
    }

    private func draw(_ bar: Bar, top: Double, scale: Double, into svg: inout SVGWriter) {
        let value = bar.value.map { unit.text($0) } ?? "n/a"
        // A letter is eleven units wide at the size of narrow screens.
        let room = Int(Self.width / 11) - value.count - (bar.note.isEmpty ? 1 : bar.note.count + 3)
        svg.label("chart-label", x: 0, y: top + 19, Clipping.middle(bar.name, to: max(room, 12)))
        svg.open("text", ["class": "chart-value", "x": coordinate(Self.width), "y": coordinate(top + 19), "text-anchor": "end"])
        if !bar.note.isEmpty { svg.element("tspan", ["class": "chart-note"], bar.note + "  ") }
        svg.element("tspan", [:], value)
        svg.close("text")
        svg.element(
            "rect",
            [
                "class": "chart-track", "x": "0", "y": coordinate(top + 26), "width": coordinate(Self.width), "height": "8",
            ])
        guard let number = bar.value else { return }
        svg.element(
            "rect",
            [
                "class": "chart-bar", "x": "0", "y": coordinate(top + 26), "width": coordinate(number * scale), "height": "8",
                "data-label": bar.name,
                "data-value": [unit.text(number, interval: bar.interval), bar.note]
                    .filter { !$0.isEmpty }.joined(separator: ", "),
            ])
        if let interval = bar.interval {
            svg.line(
                "chart-whisker", x1: interval.lowerBound * scale, y1: top + 30, x2: interval.upperBound * scale, y2: top + 30)
        }
    }
}
