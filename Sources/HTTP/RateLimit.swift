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
        time(for: max(0, Double(requests) - burst))
    }

    /// How long so many tokens take to come back; at most thirty years, as a rate may be next to nothing.
    func time(for tokens: Double) -> Duration { isUnlimited ? .zero : .seconds(min(1e9, tokens / rate)) }
}
