/// A sample quantile after R. J. Hyndman and Y. Fan, *Sample quantiles in statistical packages*, The American Statistician 50
/// (1996) 361–365, definition 6 (E. J. Gumbel's, SciPy's `weibull`):
///
///     rank = p · (n + 1),  between two values on the straight line, never beyond the smallest and the greatest
///
/// A new value like the sample's lies below the p-quantile with probability p, whatever the distribution, as long as the rank is
/// not cut off: for p = 5 % from n = 19 on.
package enum Quantile {
    /// - Parameters:
    ///   - p: 0…1.
    ///   - sorted: ascending; nil for none.
    package static func of(_ p: Double, in sorted: [Double]) -> Double? {
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let rank = p * Double(sorted.count + 1)
        guard rank > 1 else { return first }
        guard rank < Double(sorted.count) else { return last }
        let below = Int(rank)
        let share = rank - Double(below)
        return sorted[below - 1] + share * (sorted[below] - sorted[below - 1])
    }
}
