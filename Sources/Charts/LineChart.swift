/// Up to four lines, or sets of dots, over one horizontal axis, each with its 95 % interval as a band where it has one; and behind
/// them the range in which others lay.
package struct LineChart: Hashable, Sendable {
    package var label: ChartLabel
    package var axis: HorizontalAxis
    /// The head of the first column of the table: “Since sending”.
    package var pointName: String
    package var unit: ChartUnit
    /// What the numbers are: “opened, of delivered”.
    package var unitTitle: String
    package var series: [Series]
    /// A level to compare with; nil for none.
    package var reference: Reference?
    /// Drawn behind everything; nil for none.
    package var range: Range?

    package init(
        label: ChartLabel, axis: HorizontalAxis, pointName: String, unit: ChartUnit, unitTitle: String,
        series: [Series], reference: Reference? = nil, range: Range? = nil
    ) {
        self.label = label
        self.axis = axis
        self.pointName = pointName
        self.unit = unit
        self.unitTitle = unitTitle
        self.series = series
        self.reference = reference
        self.range = range
    }

    package struct Series: Hashable, Sendable {
        package var name: String
        /// In order of `x`.
        package var points: [Point]
        /// Whether a line joins the points. Points that have nothing to do with each other are dots.
        package var isJoined: Bool

        package init(_ name: String, _ points: [Point], isJoined: Bool = true) {
            self.name = name
            self.points = points
            self.isJoined = isJoined
        }
    }

    /// Where others lay, from the lowest to the highest.
    package struct Range: Hashable, Sendable {
        package var name: String
        /// In order of `x`.
        package var points: [Point]

        package init(_ name: String, _ points: [Point]) {
            self.name = name
            self.points = points
        }

        package struct Point: Hashable, Sendable {
            package var x: Double
            /// What `x` is called.
            package var label: String
            package var range: ClosedRange<Double>

            package init(x: Double, label: String, range: ClosedRange<Double>) {
                self.x = x
                self.label = label
                self.range = range
            }
        }
    }

    package struct Point: Hashable, Sendable {
        package var x: Double
        /// What `x` is called: “4 hours”, “23 November 2026”.
        package var label: String
        package var y: Double
        package var interval: ClosedRange<Double>?
        /// Not final yet: its dot is hollow.
        package var isProvisional: Bool

        package init(
            x: Double, label: String, y: Double, interval: ClosedRange<Double>? = nil, isProvisional: Bool = false
        ) {
            self.x = x
            self.label = label
            self.y = y
            self.interval = interval
            self.isProvisional = isProvisional
        }
    }

    package struct Reference: Hashable, Sendable {
        package var name: String
        package var value: Double

        package init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    package var chart: Chart { Chart(svg: svg, table: table) }

    private var table: ChartTable {
        var names: [Double: String] = [:]
        let columns = series.map { series in
            Dictionary(series.points.map { ($0.x, $0) }) { $1 }
        }
        for point in series.flatMap(\.points) where names[point.x] == nil { names[point.x] = point.label }
        let ranges = Dictionary((range?.points ?? []).map { ($0.x, $0) }) { $1 }
        for point in ranges.values where names[point.x] == nil { names[point.x] = point.label }
        let rows = names.sorted { $0.key < $1.key }.map { x, name in
            [name] + columns.map { column in column[x].map { unit.text($0.y, interval: $0.interval) } ?? "" }
                + (range == nil ? [] : [ranges[x].map { unit.text($0.range) } ?? ""])
        }
        return ChartTable(
            caption: label.title, head: [pointName] + series.map(\.name) + [range?.name].compactMap { $0 }, rows: rows)
    }

    private var svg: String {
        let points = series.flatMap(\.points)
        let highs =
            points.map { $0.interval?.upperBound ?? $0.y } + [reference?.value].compactMap { $0 }
            + (range?.points ?? []).map(\.range.upperBound)
        let frame = PlotFrame(
            ticks: RoundTicks(low: 0, high: highs.max() ?? 0, unit: unit), unit: unit, hasTitleBelow: !axis.title.isEmpty)
        let xs = points.map(\.x) + (range?.points ?? []).map(\.x)
        let span = HorizontalSpan(xs: xs.map(axis.scale.position), frame: frame)

        var svg = SVGWriter("line", label: label, width: PlotFrame.width, height: PlotFrame.height)
        frame.draw(into: &svg, title: unitTitle)
        for tick in axis.ticks where span.holds(axis.scale.position(tick.value)) {
            frame.drawTick(tick.label, x: span.x(axis.scale.position(tick.value)), isMinor: tick.isMinor, into: &svg)
        }
        frame.drawTitleBelow(axis.title, into: &svg)
        svg.newline()
        drawRange(span, frame, into: &svg)
        drawReference(frame, into: &svg)
        let places = namePlaces(frame)
        for (index, series) in series.enumerated() {
            draw(series, number: index % 4 + 1, nameAt: places[index], span: span, frame: frame, into: &svg)
        }
        svg.close("svg")
        return svg.text
    }

    private func drawReference(_ frame: PlotFrame, into svg: inout SVGWriter) {
        guard let reference else { return }
        let y = frame.y(reference.value)
        svg.line("chart-reference", x1: frame.left, y1: y, x2: frame.right, y2: y)
        // Beside the axis' title, where no curve can cross it.
        svg.label(
            "chart-reference-name", x: frame.right, y: 16, anchor: .end, "– – \(reference.name) \(unit.text(reference.value))")
        svg.newline()
    }

    private func drawRange(_ span: HorizontalSpan, _ frame: PlotFrame, into svg: inout SVGWriter) {
        guard let range, range.points.count > 1 else { return }
        let x = { (point: Range.Point) in span.x(axis.scale.position(point.x)) }
        let upper = range.points.map { Charts.point(x($0), frame.y($0.range.upperBound)) }
        let lower = range.points.reversed().map { Charts.point(x($0), frame.y($0.range.lowerBound)) }
        svg.element("polygon", ["class": "chart-range", "points": (upper + lower).joined(separator: " ")])
        svg.element("rect", ["class": "chart-range", "x": coordinate(frame.right - 14), "y": "5", "width": "14", "height": "12"])
        svg.label("chart-reference-name", x: frame.right - 20, y: 16, anchor: .end, range.name)
        svg.newline()
    }

    private func draw(
        _ series: Series, number: Int, nameAt: Double, span: HorizontalSpan, frame: PlotFrame, into svg: inout SVGWriter
    ) {
        let x = { (point: Point) in span.x(axis.scale.position(point.x)) }
        svg.open("g", ["class": "chart-series-\(number)"])
        let banded = series.points.filter { $0.interval != nil }
        if banded.count > 1 {
            let upper = banded.map { Charts.point(x($0), frame.y($0.interval?.upperBound ?? $0.y)) }
            let lower = banded.reversed().map { Charts.point(x($0), frame.y($0.interval?.lowerBound ?? $0.y)) }
            svg.element("polygon", ["class": "chart-band", "points": (upper + lower).joined(separator: " ")])
        }
        if series.isJoined {
            let curve = series.points.map { Charts.point(x($0), frame.y($0.y)) }.joined(separator: " ")
            svg.element("polyline", ["class": "chart-curve", "fill": "none", "points": curve])
        }
        let isDense = series.isJoined && series.points.count > 14
        for point in series.points {
            svg.newline()
            svg.element(
                "circle",
                [
                    "class": dotClass(point, isDense: isDense), "cx": coordinate(x(point)),
                    "cy": coordinate(frame.y(point.y)), "r": "3",
                    "data-series": series.name, "data-label": point.label,
                    "data-value": unit.text(point.y, interval: point.interval),
                ])
        }
        svg.newline()
        if self.series.count > 1 {
            svg.label("chart-series-name", x: frame.right, y: nameAt, anchor: .end, series.name)
        }
        svg.close("g")
        svg.newline()
    }

    private func dotClass(_ point: Point, isDense: Bool) -> String {
        point.isProvisional ? "chart-dot chart-dot-hollow" : isDense ? "chart-dot chart-dot-quiet" : "chart-dot"
    }

    /// A name is above the end of its line; where two ends are close, the name of the lower one is below its line.
    private func namePlaces(_ frame: PlotFrame) -> [Double] {
        let ends = series.map { frame.y($0.points.last?.y ?? 0) }
        return ends.enumerated().map { index, y in
            let isCrowded = ends.enumerated().contains { $0.offset != index && $0.element <= y && y - $0.element < 26 }
            return isCrowded && y + 22 < frame.bottom ? y + 20 : y - 9
        }
    }
}
