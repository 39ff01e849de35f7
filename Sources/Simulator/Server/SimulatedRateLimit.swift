/// A token bucket for the whole account and both versions.
package struct SimulatedRateLimit: Hashable, Sendable {
    package var perSecond: Double
    package var burst: Int
    /// How long v1.6 refuses every request after one beyond the limit; v2 refuses only until there is a token.
    package var block: Duration
    package var retryAfter: RetryAfter
    /// True if a 429 is a web page from the proxy instead of JSON.
    package var isHTML: Bool

    package init(
        perSecond: Double, burst: Int, block: Duration = .zero, retryAfter: RetryAfter = .seconds, isHTML: Bool = false
    ) {
        self.perSecond = perSecond
        self.burst = burst
        self.block = block
        self.retryAfter = retryAfter
        self.isHTML = isHTML
    }

    /// v2 as documented: 100 tokens, and 10 more a second.
    package static let documented = SimulatedRateLimit(perSecond: 10, burst: 100)
    /// v1.6 as documented in one of two copies: 10 a second, and a block of a minute beyond.
    package static let v16 = SimulatedRateLimit(perSecond: 10, burst: 10, block: .seconds(60), retryAfter: .none)

    /// What `X-RateLimit-Retry-After` contains.
    package enum RetryAfter: String, Sendable, CaseIterable { case seconds, timestamp, none }
}
