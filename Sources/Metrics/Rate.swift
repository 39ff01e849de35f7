/// A share with what it is a share of, and how sure it is.
public struct Rate: Hashable, Sendable {
    public let numerator: Int
    public let denominator: Int

    public init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Numerator ÷ denominator, 0…1 (above 1 only where the provider's rows contradict each other); nil, shown as “n/a”,
    /// where the denominator is 0.
    public var value: Double? { denominator > 0 ? Double(numerator) / Double(denominator) : nil }

    /// The 95 % ``WilsonInterval``; nil where there is no value, or where it is no proportion.
    public var interval: ClosedRange<Double>? { WilsonInterval.of(numerator, outOf: denominator) }
    public var low: Double? { interval?.lowerBound }
    public var high: Double? { interval?.upperBound }

    /// Σ numerators ÷ Σ denominators: how rates are aggregated, never as a mean of rates.
    public static func + (left: Rate, right: Rate) -> Rate {
        Rate(left.numerator + right.numerator, of: left.denominator + right.denominator)
    }

    /// What is left when a part is taken out of a whole.
    public static func - (left: Rate, right: Rate) -> Rate {
        Rate(left.numerator - right.numerator, of: left.denominator - right.denominator)
    }
}
