/// How many are left after each step: sent → delivered → opened → clicked.
package struct FunnelChart: Hashable, Sendable {
    package var label: ChartLabel
    package var steps: [Step]

    /// - Parameter steps: from the widest to the narrowest.
    package init(label: ChartLabel, steps: [Step]) {
        self.label = label
        self.steps = steps
    }

    package struct Step: Hashable, Sendable {
        package var name: String
        package var count: Int
        /// “11.8% of delivered”; empty for the first.
        package var note: String

        package init(_ name: String, _ count: Int, note: String = "") {
            self.name = name
            self.count = count
            self.note = note
        }
    }

    package var chart: Chart {
        let rows = steps.map { [$0.name, ChartUnit.count.text(Double($0.count)), $0.note] }
        return Chart(svg: svg, table: ChartTable(caption: label.title, head: ["Step", "Contacts", "Share"], rows: rows))
    }

    private static let width = 560.0
    private static let pitch = 68.0
    private static let barTop = 26.0
    private static let barHeight = 16.0

    private var svg: String {
        let widest = Double(steps.map(\.count).max() ?? 0)
        let widths = steps.map { widest > 0 ? Double($0.count) / widest * Self.width : 0 }
        let height = Double(steps.count) * Self.pitch - (Self.pitch - Self.barTop - Self.barHeight)
        var svg = SVGWriter("funnel", label: label, width: Self.width, height: height)
        svg.open("g", ["class": "chart-series-1"])
        for (index, step) in steps.enumerated() {
            let top = Double(index) * Self.pitch
            svg.newline()
            if index > 0 { drawStep(from: widths[index - 1], to: widths[index], top: top, into: &svg) }
            svg.label("chart-label", x: 0, y: top + 18, step.name)
            svg.open(
                "text", ["class": "chart-value", "x": coordinate(Self.width), "y": coordinate(top + 18), "text-anchor": "end"])
            if !step.note.isEmpty { svg.element("tspan", ["class": "chart-note"], step.note + "  ") }
            svg.element("tspan", [:], ChartUnit.count.text(Double(step.count)))
            svg.close("text")
            svg.element(
                "rect",
                [
                    "class": "chart-bar", "x": "0", "y": coordinate(top + Self.barTop), "width": coordinate(widths[index]),
                    "height": coordinate(Self.barHeight), "data-label": step.name,
                    "data-value": [ChartUnit.count.text(Double(step.count)), step.note].filter { !$0.isEmpty }
                        .joined(separator: ", "),
                ])
        }
        svg.close("g")
        svg.close("svg")
        return svg.text
    }

    /// The loss between two bars, as a slope.
    private func drawStep(from above: Double, to below: Double, top: Double, into svg: inout SVGWriter) {
        let (upper, lower) = (top - Self.pitch + Self.barTop + Self.barHeight, top + Self.barTop)
        let corners = [point(0, upper), point(above, upper), point(below, lower), point(0, lower)]
        svg.element("polygon", ["class": "chart-step", "points": corners.joined(separator: " ")])
        svg.newline()
    }
}
