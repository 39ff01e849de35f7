/// The range in which the peers' rates usually lie: from the 5th to the 95th percentile (``Quantile``).
///
/// From 19 peers on a new campaign like them lies inside in 90 of 100 cases; with 10 in 82 of 100 (9/11), as the range is then
/// from the smallest peer to the greatest.
package struct UsualRange: Hashable, Sendable {
    /// With fewer peers there is no usual.
    package static let leastPeers = 10

    /// All 0…1.
    package let low: Double
    package let median: Double
    package let high: Double
    package let peers: Int

    /// Nil with fewer than 10 peers.
    package init?(of rates: [Double]) {
        let sorted = rates.sorted()
        guard sorted.count >= Self.leastPeers, let low = Quantile.of(0.05, in: sorted),
            let median = Quantile.of(0.5, in: sorted), let high = Quantile.of(0.95, in: sorted)
        else { return nil }
        self.low = low
        self.median = median
        self.high = high
        peers = sorted.count
    }
}
