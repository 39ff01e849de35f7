import Engagement

/// The rates of one campaign beside those of others as they are now, whatever their ages; see ``EqualAge`` for a fair comparison.
package struct RateComparison: Hashable, Sendable {
    let first: Rates
    let second: Rates

    /// Nil where one of the two has nothing to be divided by.
    package subscript(kind: RateKind) -> RateDifference? { RateDifference(first[kind], second[kind]) }
}
