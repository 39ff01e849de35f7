import Charts
import TestSupport
import Testing

@Suite("Charts, byte for byte")
struct GoldenChartTests {
    @Test("each kind of chart is what it was", arguments: SampleCharts.all.map(\.name))
    func chart(name: String) throws {
        let chart = try SampleCharts.named(name)
        try expectGolden(Array(chart.svg.utf8), "Charts/\(name).svg")
    }

    @Test("each chart's table is what it was", arguments: SampleCharts.all.map(\.name))
    func table(name: String) throws {
        let table = try SampleCharts.named(name).table
        let lines = [table.caption] + ([table.head] + table.rows).map { $0.joined(separator: " | ") }
        try expectGolden(Array((lines.joined(separator: "\n") + "\n").utf8), "Charts/\(name).txt")
    }

    @Test("the small ones beside a number are what they were")
    func small() throws {
        let svgs = [
            Sparkline([3, 5, 4, 8, 7, 9, 12, 11]).svg, Sparkline([0.112, 0.119, 0.108]).svg,
            Sparkline([5]).svg, Sparkline([0, 0, 0]).svg, RateBar(0.118, interval: 0.09...0.15, whole: 0.4).svg,
            RateBar(0.02, interval: 0...0.11, whole: 0.1).svg,
        ]
        try expectGolden(Array((svgs.joined(separator: "\n") + "\n").utf8), "Charts/small.svg")
    }
}
