/// A line as small as a word (E. Tufte, *Beautiful Evidence*, 2006), beside the number that it ends with.
package struct Sparkline: Hashable, Sendable {
    /// Evenly spaced, oldest first.
    package var values: [Double]

    package init(_ values: [Double]) { self.values = values }

    private static let width = 96.0
    private static let height = 20.0

    /// Hidden from screen readers, which read the number beside it. Empty for no values.
    package var svg: String {
        guard let last = values.last else { return "" }
        let low = min(0, values.min() ?? 0)
        let span = max((values.max() ?? 0) - low, .leastNonzeroMagnitude)
        let (right, bottom, rise) = (Self.width - 3, Self.height - 3, Self.height - 6)
        let step = (right - 2) / Double(max(values.count - 1, 1))
        let y = { (value: Double) in bottom - (value - low) / span * rise }
        var svg = SVGWriter(decoration: "sparkline", width: Self.width, height: Self.height)
        if values.count > 1 {
            let points = values.enumerated().map { point(2 + Double($0.offset) * step, y($0.element)) }
            svg.element("polyline", ["class": "chart-curve", "fill": "none", "points": points.joined(separator: " ")])
        }
        svg.element("circle", ["class": "chart-dot", "cx": coordinate(right), "cy": coordinate(y(last)), "r": "2"])
        svg.close("svg")
        return svg.text
    }
}
