/// Ticks at round numbers: multiples of 1, 2 or 5 times a power of ten, after P. Heckbert, *Nice numbers for graph labels*,
/// Graphics Gems (1990).
struct RoundTicks: Hashable {
    let values: [Double]
    let step: Double

    var low: Double { values.first ?? 0 }
    var high: Double { values.last ?? 1 }

    /// From at most `low` to at least `high`, in about `count` steps (never more than `count` + 2 ticks).
    init(low: Double, high: Double, unit: ChartUnit, count: Int = 4) {
        let span = high > low ? high - low : unit == .count ? 1 : 0.01
        var step = Self.roundedUp(span / Double(count))
        if unit == .count { step = max(1, step) }
        // Counted in steps, so that 0.3 does not become 0.30000000000000004.
        let first = Int((low / step + 1e-9).rounded(.down))
        var last = Int((high / step - 1e-9).rounded(.up))
        if last <= first { last = first + 1 }
        self.step = step
        values = (first...last).map { Double($0) * step }
    }

    private static func roundedUp(_ value: Double) -> Double {
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        while power > value { power /= 10 }
        let factor = [1.0, 2, 5].first { $0 * power >= value * (1 - 1e-9) } ?? 10
        return factor * power
    }
}
