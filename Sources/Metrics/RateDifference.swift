/// The difference of two independent proportions with its 95 % interval after R. G. Newcombe, *Interval estimation for the
/// difference between independent proportions: comparison of eleven methods*, Statistics in Medicine 17 (1998) 873–890,
/// method 10: the two Wilson intervals, [l₁, u₁] and [l₂, u₂], squared and added.
///
///     d = p₁ − p₂,  from d − √((p₁−l₁)² + (u₂−p₂)²)  to d + √((u₁−p₁)² + (p₂−l₂)²)
///
/// It is a test of two proportions at 5 % that is valid for small counts, too: the difference is clear only if the interval does
/// not contain 0.
package struct RateDifference: Hashable, Sendable {
    package let first: Rate
    package let second: Rate
    /// p₁ − p₂, −1…1.
    package let value: Double
    package let low: Double
    package let high: Double

    /// Nil where one of the two is no proportion.
    package init?(_ first: Rate, _ second: Rate) {
        guard let p1 = first.value, let p2 = second.value, let i1 = first.interval, let i2 = second.interval else {
            return nil
        }
        self.first = first
        self.second = second
        value = p1 - p2
        let below = Self.root(p1 - i1.lowerBound, i2.upperBound - p2)
        let above = Self.root(i1.upperBound - p1, p2 - i2.lowerBound)
        low = max(-1, value - below)
        high = min(1, value + above)
    }

    private static func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

    /// True where the interval does not hold 0: chance alone would cause a difference like this in fewer than one of twenty cases.
    package var isClear: Bool { low > 0 || high < 0 }
}
