/// A rate as a bar as small as a word, its 95 % interval as a whisker, beside the number.
package struct RateBar: Hashable, Sendable {
    /// 0…1
    package var value: Double
    package var interval: ClosedRange<Double>?
    /// The rate that fills the whole width, so that the bars of a column can be compared.
    package var whole: Double

    package init(_ value: Double, interval: ClosedRange<Double>? = nil, whole: Double = 1) {
        self.value = value
        self.interval = interval
        self.whole = whole
    }

    private static let width = 72.0

    /// Hidden from screen readers, which read the number beside it.
    package var svg: String {
        var svg = SVGWriter(decoration: "rate-bar", width: Self.width, height: 12)
        svg.element("rect", ["class": "chart-track", "y": "3", "width": coordinate(Self.width), "height": "6"])
        svg.element("rect", ["class": "chart-bar", "y": "3", "width": coordinate(x(value)), "height": "6"])
        if let interval {
            svg.line("chart-whisker", x1: x(interval.lowerBound), y1: 6, x2: x(interval.upperBound), y2: 6)
        }
        svg.close("svg")
        return svg.text
    }

    private func x(_ share: Double) -> Double { whole > 0 ? min(max(share / whole, 0), 1) * Self.width : 0 }
}
