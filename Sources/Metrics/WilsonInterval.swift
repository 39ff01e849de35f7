/// The 95 % score interval of a proportion after E. B. Wilson, *Probable inference, the law of succession, and statistical
/// inference*, JASA 22 (1927) 209–212; recommended over the usual “± 1.96 standard errors” by Brown, Cai and DasGupta,
/// *Interval estimation for a binomial proportion*, Statistical Science 16 (2001) 101–133.
///
/// With x of n, p = x / n and z the normal quantile:
///
///     centre     = (p + z²/2n) / (1 + z²/n)
///     half width = z · √(p(1−p)/n + z²/4n²) / (1 + z²/n)
///
/// It never leaves 0…1, and is not empty where x is 0 or n.
package enum WilsonInterval {
    /// The 97.5 % quantile of the normal distribution, so that 95 % lie between −z and z.
    package static let z = 1.959963984540054

    /// - Returns: nil where x of n is no proportion: n = 0, x below 0 or above n.
    package static func of(_ x: Int, outOf n: Int) -> ClosedRange<Double>? {
        guard n > 0, (0...n).contains(x) else { return nil }
        let (count, share) = (Double(n), Double(x) / Double(n))
        let scale = 1 + z * z / count
        let centre = (share + z * z / (2 * count)) / scale
        let half = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot() / scale
        // Rounding must not push the estimate out of its own interval: at x = 0 and x = n one end is exactly the estimate.
        let low = x == 0 ? 0 : min(share, centre - half)
        let high = x == n ? 1 : max(share, centre + half)
        return low...high
    }
}
