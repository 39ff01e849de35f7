/// A share, with what it is a share of and its 95 % interval.
package struct Rate: Hashable, Sendable {
    package let numerator: Int
    package let denominator: Int

    package init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Numerator ÷ denominator, 0…1 (above 1 only where the provider's rows contradict each other); nil, shown as “n/a”,
    /// where the denominator is 0.
    package var value: Double? { denominator > 0 ? Double(numerator) / Double(denominator) : nil }

    /// The 95 % ``WilsonInterval``; nil where there is no value, or where it is no proportion.
    package var interval: ClosedRange<Double>? { WilsonInterval.of(numerator, outOf: denominator) }
    package var low: Double? { interval?.lowerBound }
    package var high: Double? { interval?.upperBound }

    /// Σ numerators ÷ Σ denominators: how rates are aggregated, never as a mean of rates.
    package static func + (left: Rate, right: Rate) -> Rate {
        Rate(left.numerator + right.numerator, of: left.denominator + right.denominator)
    }

    /// A whole without one of its parts.
    package static func - (left: Rate, right: Rate) -> Rate {
        Rate(left.numerator - right.numerator, of: left.denominator - right.denominator)
    }
}
