/// The rectangle that a line or column chart plots into, with its two scales, grid and ticks.
struct PlotFrame {
    static let width = 560.0
    static let height = 280.0

    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let ticks: RoundTicks
    let unit: ChartUnit

    /// - Parameter hasTitleBelow: leaves a line for the horizontal axis' title.
    init(ticks: RoundTicks, unit: ChartUnit, hasTitleBelow: Bool) {
        self.ticks = ticks
        self.unit = unit
        // Space for the widest label at the size of narrow screens.
        let widest = ticks.values.map { unit.tickText($0, step: ticks.step).count }.max() ?? 1
        left = Double(widest) * 11.5 + 10
        right = Self.width - 14
        top = 40
        bottom = Self.height - (hasTitleBelow ? 54 : 30)
    }

    func y(_ value: Double) -> Double {
        bottom - (value - ticks.low) / (ticks.high - ticks.low) * (bottom - top)
    }

    /// Grid, ticks and the title of the vertical axis.
    func draw(into svg: inout SVGWriter, title: String) {
        svg.label("chart-axis-title", x: 0, y: 16, title)
        for value in ticks.values {
            let y = y(value)
            svg.line(value == ticks.low ? "chart-baseline" : "chart-grid", x1: left, y1: y, x2: right, y2: y)
            svg.label("chart-tick", x: left - 8, y: y, anchor: .end, position: .centred, unit.tickText(value, step: ticks.step))
        }
        svg.newline()
    }

    /// A label below the plot. At its ends a label is moved inwards, so that it stays within the chart.
    func drawTick(_ label: String, x: Double, isMinor: Bool, into svg: inout SVGWriter) {
        let half = Double(label.count) * 5.5
        let anchor: SVGWriter.Anchor = x + half > Self.width ? .end : x - half < 0 ? .start : .middle
        let place = anchor == .end ? Self.width : anchor == .start ? 0 : x
        svg.label(
            isMinor ? "chart-tick chart-tick-minor" : "chart-tick", x: place, y: bottom + 8, anchor: anchor, position: .below,
            label)
    }

    func drawTitleBelow(_ title: String, into svg: inout SVGWriter) {
        if title.isEmpty { return }
        svg.label("chart-axis-title", x: right, y: bottom + 46, anchor: .end, title)
    }
}
