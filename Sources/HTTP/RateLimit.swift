/// How often a provider may be asked.
package struct RateLimit: Hashable, Sendable {
    /// Requests a second; 0 means no limit.
    package var rate: Double
    /// Requests that may be sent at once: the tokens of a full bucket.
    package var burst: Double

    package init(rate: Double, burst: Double) {
        self.rate = rate
        self.burst = max(1, burst)
    }

    package static let unlimited = RateLimit(rate: 0, burst: 1)

    package var isUnlimited: Bool { rate <= 0 }

    /// The shortest time in which the limit allows so many requests, counted from a full bucket.
    package func shortestTime(forRequests requests: Int) -> Duration {
        isUnlimited ? .zero : .seconds(max(0, Double(requests) - burst) / rate)
    }
}
