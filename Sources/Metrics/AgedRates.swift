import Engagement

/// What one campaign, or several together, were at one age.
struct AgedRates {
    var open = Rate(0, of: 0)
    var click = Rate(0, of: 0)

    init() {}

    /// Nil where the campaign is too young, or its times are not known. A rate that is not known is 0 of 0.
    init?(_ timed: TimedCounts, ageInHours: Int, day: Int, unknown: Set<RateKind> = []) {
        guard ageInHours >= day * 24, timed.hasTimes else { return nil }
        if !unknown.contains(.open) { open = Rate(timed.opened(within: day * 24), of: timed.counts.delivered) }
        if !unknown.contains(.click) { click = Rate(timed.clicked(within: day * 24), of: timed.counts.delivered) }
    }

    static func + (left: AgedRates, right: AgedRates) -> AgedRates {
        var sum = left
        sum.open = left.open + right.open
        sum.click = left.click + right.click
        return sum
    }

    static func - (left: AgedRates, right: AgedRates) -> AgedRates {
        var rest = left
        rest.open = left.open - right.open
        rest.click = left.click - right.click
        return rest
    }
}
