/// How often a provider may be asked.
package struct RateLimit: Hashable, Sendable {
    /// Requests a second; 0 means no limit.
    package var rate: Double
    /// Tokens at the start, and at most.
    package var burst: Double

    package init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = max(1, burst)
    }

    package static let unlimited = RateLimit(rate: 0, burst: 1)

    package var isUnlimited: Bool { rate <= 0 }

    /// The shortest time in seconds that so many requests can take.
    package func floor(requests: Int) -> Double {
        isUnlimited ? 0 : max(0, Double(requests) - burst) / rate
    }
}
