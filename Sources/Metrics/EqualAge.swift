import Engagement

/// A campaign when it was so many days old, beside what others were at the same age: the only fair way to compare a
/// fresh campaign with old ones.
package struct EqualAge: Hashable, Sendable {
    /// The ages compared at, in days after sending.
    package static let days = [1, 3, 7, 30]

    package let day: Int
    /// Opened by then ÷ delivered.
    package let open: Rate
    /// Clicked by then ÷ delivered.
    package let click: Rate
    /// Against all other campaigns that have reached this age, Σ ÷ Σ; nil if there are none.
    package let openAgainstOthers: RateDifference?
    package let clickAgainstOthers: RateDifference?
    /// Against the campaign sent before; nil for the first, or where it has no times.
    package let openAgainstPrevious: RateDifference?
    package let clickAgainstPrevious: RateDifference?
}

/// What one campaign, or several together, were at one age.
struct AgedRates {
    var open = Rate(0, of: 0)
    var click = Rate(0, of: 0)

    init() {}

    /// Nil where the campaign is too young, or its times are not known.
    init?(_ timed: TimedCounts, ageInHours: Int, day: Int) {
        guard ageInHours >= day * 24, timed.hasTimes else { return nil }
        open = Rate(timed.opened(within: day * 24), of: timed.counts.delivered)
        click = Rate(timed.clicked(within: day * 24), of: timed.counts.delivered)
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
