import TestSupport
import Testing

@testable import Charts

@Suite("Scales and numbers")
struct ScaleTests {
    @Test("ticks are round, few, and enclose the numbers")
    func ticks() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let high = Double(random.int(1...999_999_999)) / [1, 10, 1_000, 100_000, 100_000_000][random.int(0...4)]
            let low = random.chance(50) ? 0 : high * Double(random.int(0...99)) / 100
            let unit: ChartUnit = random.chance(50) ? .count : .share
            let ticks = RoundTicks(low: low, high: high, unit: unit)
            #expect(ticks.low <= low + ticks.step * 1e-6 && ticks.high >= high - ticks.step * 1e-6)
            #expect((2...7).contains(ticks.values.count), "\(low) … \(high): \(ticks.values)")
            var mantissa = ticks.step
            while mantissa >= 9.999 { mantissa /= 10 }
            while mantissa < 0.999 { mantissa *= 10 }
            #expect([1.0, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "step \(ticks.step)")
            if unit == .count { #expect(ticks.step >= 1) }
        }
    }

    @Test(
        "ticks that a person would choose",
        arguments: [
            (0.0, 0.123, ChartUnit.share, ["0%", "5%", "10%", "15%"]),
            (0.0, 1.0, .share, ["0%", "50%", "100%"]),
            (0.0, 0.0031, .share, ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"]),
            (0.0, 129_483.0, .count, ["0", "50,000", "100,000", "150,000"]),
            (0.0, 3.0, .count, ["0", "1", "2", "3"]),
            (0.0, 0.0, .count, ["0", "1"]),
        ])
    func roundTicks(low: Double, high: Double, unit: ChartUnit, expected: [String]) {
        let ticks = RoundTicks(low: low, high: high, unit: unit)
        #expect(ticks.values.map { unit.tickText($0, step: ticks.step) } == expected)
    }

    @Test(
        "numbers as text",
        arguments: [
            (129_483.0, ChartUnit.count, "129,483"), (999.0, .count, "999"), (1_000_000.0, .count, "1,000,000"),
            (-1_204.0, .count, "−1,204"), (0.118, .share, "11.8%"), (0.0012, .share, "0.12%"), (0.0, .share, "0%"),
            (0.00999, .share, "1.0%"), (1.0, .share, "100.0%"),
        ])
    func text(value: Double, unit: ChartUnit, expected: String) { #expect(unit.text(value) == expected) }

    @Test("coordinates", arguments: [(0.0, "0"), (12.04, "12"), (12.05, "12.1"), (-0.04, "0"), (-3.26, "-3.3"), (560.0, "560")])
    func coordinates(value: Double, expected: String) { #expect(NumberText.coordinate(value) == expected) }

    /// Python: [math.log2(x) for x in (1, 2, 3, 24, 720, 0.1)]
    @Test(
        "the logarithm",
        arguments: [
            (1.0, 0.0), (2, 1), (3, 1.584962500721156), (24, 4.584962500721157), (720, 9.491853096329674),
            (0.1, -3.321928094887362),
        ])
    func logarithm(value: Double, expected: Double) { #expect(abs(Logarithm.base2(value) - expected) < 1e-8) }
}
