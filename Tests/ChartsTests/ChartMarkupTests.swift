import Testing

@testable import Charts

@Suite("What every chart's markup keeps to")
struct ChartMarkupTests {
    @Test("it is well-formed, named, and needs nothing from outside", arguments: SampleCharts.all.map(\.name))
    func markup(name: String) throws {
        let svg = try SampleCharts.named(name).svg
        let parsed = try #require(ParsedSVG(svg), "not well-formed")
        let ids = parsed.attributes("id")
        #expect(Set(ids).count == ids.count)
        #expect(parsed.elements.first?.attributes["role"] == "img")
        let named = try #require(parsed.elements.first?.attributes["aria-labelledby"]).split(separator: " ").map(String.init)
        #expect(named == ids)
        // What a strict Content-Security-Policy would refuse, and what would leave the site.
        let allowed: Set = [
            "class", "viewBox", "role", "aria-labelledby", "data-chart", "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy",
            "r", "dy", "width", "height", "points", "fill", "fill-opacity", "text-anchor", "data-series", "data-label",
            "data-value",
        ]
        #expect(parsed.elements.allSatisfy { Set($0.attributes.keys).isSubset(of: allowed) })
        #expect(
            Set(parsed.elements.map(\.name)).isSubset(of: [
                "svg", "title", "desc", "g", "text", "tspan", "line", "rect", "circle", "polyline", "polygon",
            ]))
    }

    @Test("nothing is outside of its view box", arguments: SampleCharts.all.map(\.name))
    func inside(name: String) throws {
        let svg = try SampleCharts.named(name).svg
        let parsed = try #require(ParsedSVG(svg))
        let box = try #require(parsed.elements.first?.attributes["viewBox"]).split(separator: " ").compactMap { Double($0) }
        for element in parsed.elements.dropFirst() {
            let attributes = element.attributes
            let xs = ["x", "x1", "x2", "cx"].compactMap { attributes[$0].flatMap(Double.init) }
            let ys = ["y", "y1", "y2", "cy"].compactMap { attributes[$0].flatMap(Double.init) }
            let right = (attributes["x"].flatMap(Double.init) ?? 0) + (attributes["width"].flatMap(Double.init) ?? 0)
            #expect((xs + [element.name == "svg" ? 0 : right]).allSatisfy { $0 >= 0 && $0 <= box[2] + 0.1 })
            #expect(ys.allSatisfy { $0 >= 0 && $0 <= box[3] })
        }
    }

    @Test("every number can be read out, and is in the table", arguments: SampleCharts.all.map(\.name))
    func readOut(name: String) throws {
        let chart = try SampleCharts.named(name)
        let parsed = try #require(ParsedSVG(chart.svg))
        let points = parsed.elements.filter { $0.attributes["data-value"] != nil }
        let cells = chart.table.rows.flatMap { $0 }
        #expect(!points.isEmpty)
        for point in points {
            let value = try #require(point.attributes["data-value"])
            let label = try #require(point.attributes["data-label"])
            #expect(!label.isEmpty)
            #expect(cells.contains { !$0.isEmpty && value.hasPrefix($0) }, "\(label): \(value)")
        }
        #expect(chart.table.rows.allSatisfy { $0.count == chart.table.head.count })
    }

    @Test("text from outside stays text, whatever is in it")
    func hostile() throws {
        let evil = "</title><script>alert('1')</script> & \"quotes\" \u{0}\u{1b}[31m\u{85} 📬 שלום"
        let label = ChartLabel(id: "evil", title: evil, textAlternative: evil)
        let charts = [
            BarChart(
                label: label, barName: evil, unit: .count, unitTitle: evil, bars: [.init(evil, value: 1, note: evil)]
            ).chart,
            LineChart(
                label: label, axis: HorizontalAxis(ticks: [.init(0, evil)], title: evil), pointName: evil, unit: .share,
                unitTitle: evil, series: [.init(evil, [.init(x: 0, label: evil, y: 0.5)]), .init(evil, [])],
                reference: .init(evil, 0.1)
            ).chart,
            ColumnChart(
                label: label, columnName: evil, unit: .count, unitTitle: evil, columns: [.init(evil, value: 3)]
            ).chart,
            FunnelChart(label: label, steps: [.init(evil, 3, note: evil)]).chart,
            HeatMapChart(
                label: label, unitTitle: evil, unitOfOne: evil, rowName: evil,
                rows: [.init(evil, tick: evil, values: [1])], columns: [evil]
            ).chart,
        ]
        for chart in charts {
            let parsed = try #require(ParsedSVG(chart.svg), "not well-formed")
            #expect(!parsed.elements.contains { $0.name == "script" })
            #expect(parsed.text.contains("<script>alert('1')</script> & \"quotes\"   [31m  📬 שלום"))
        }
    }

    @Test("empty and degenerate numbers draw a chart all the same")
    func degenerate() throws {
        let label = ChartLabel(id: "d", title: "Nothing", textAlternative: "Nothing yet.")
        let charts = [
            LineChart(
                label: label, axis: HorizontalAxis(ticks: []), pointName: "Run", unit: .count, unitTitle: "opens", series: []
            ).chart,
            LineChart(
                label: label, axis: .hoursSinceSending(upTo: 0), pointName: "Hour", unit: .share, unitTitle: "opens",
                series: [.init("Opened", [.init(x: 1, label: "1 hour", y: 0)])]
            ).chart,
            ColumnChart(label: label, columnName: "Month", unit: .share, unitTitle: "opens", columns: []).chart,
            ColumnChart(
                label: label, columnName: "Month", unit: .share, unitTitle: "opens", columns: [.init("May", value: nil)]
            ).chart,
            BarChart(label: label, barName: "Domain", unit: .count, unitTitle: "opens", bars: [.init("x", value: 0)]).chart,
            FunnelChart(label: label, steps: [.init("Sent", 0), .init("Opened", 0)]).chart,
            HeatMapChart.week(
                label: label, unitTitle: "opens", unitOfOne: "open",
                values: Array(repeating: Array(repeating: 0, count: 24), count: 7)
            ).chart,
        ]
        for chart in charts {
            #expect(ParsedSVG(chart.svg) != nil)
            #expect(!chart.svg.contains("nan") && !chart.svg.contains("inf"))
        }
    }
}
