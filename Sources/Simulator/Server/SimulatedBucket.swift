/// The provider's side of the rate limit: a bucket of tokens for the whole account.
struct SimulatedBucket: Sendable {
    private let limit: SimulatedRateLimit
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant
    private var blockedUntil: ContinuousClock.Instant?

    init(_ limit: SimulatedRateLimit, at now: ContinuousClock.Instant) {
        self.limit = limit
        tokens = Double(limit.burst)
        filledAt = now
    }

    enum Verdict: Equatable {
        case granted(remaining: Int)
        /// The time after which asking again may succeed.
        case refused(wait: Duration)
    }

    /// Asks for a token.
    /// - Parameter blocks: true if a request beyond the limit blocks the account for a while (v1.6).
    mutating func request(at now: ContinuousClock.Instant, blocks: Bool) -> Verdict {
        if let end = blockedUntil {
            if now < end { return .refused(wait: end - now) }
            blockedUntil = nil
        }
        tokens = min(Double(limit.burst), tokens + (now - filledAt) / .seconds(1) * limit.perSecond)
        filledAt = now
        if tokens >= 1 {
            tokens -= 1
            return .granted(remaining: Int(tokens))
        }
        if blocks, limit.block > .zero {
            blockedUntil = now + limit.block
            return .refused(wait: limit.block)
        }
        return .refused(wait: .seconds((1 - tokens) / limit.perSecond))
    }
}
