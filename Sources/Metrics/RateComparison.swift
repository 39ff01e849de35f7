import Engagement

/// The rates of one campaign beside those of others as they are now, whatever their ages; see ``EqualAge`` for a fair comparison.
package struct RateComparison: Hashable, Sendable {
    private let first: Rates
    private let second: Rates

    init(_ first: Counts, _ second: Counts) {
        self.first = Rates(first)
        self.second = Rates(second)
    }

    /// Nil where one of the two has nothing to be divided by.
    package subscript(kind: RateKind) -> RateDifference? { RateDifference(first[kind], second[kind]) }
}
