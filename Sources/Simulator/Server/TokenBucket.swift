/// The provider's side of the limit: a bucket of tokens for the whole account.
struct TokenBucket: Sendable {
    private let limit: RateLimit
    private var tokens: Double
    private var filledAt: ContinuousClock.Instant
    private var blockedUntil: ContinuousClock.Instant?

    init(_ limit: RateLimit, at now: ContinuousClock.Instant) {
        self.limit = limit
        tokens = Double(limit.burst)
        filledAt = now
    }

    enum Verdict: Equatable {
        case granted(remaining: Int)
        /// Seconds until it is worth asking again.
        case refused(wait: Double)
    }

    /// - Parameter blocks: going over shuts the account out for a while (v1.6).
    mutating func take(at now: ContinuousClock.Instant, blocks: Bool) -> Verdict {
        if let end = blockedUntil {
            if now < end { return .refused(wait: (end - now).seconds) }
            blockedUntil = nil
        }
        tokens = min(Double(limit.burst), tokens + (now - filledAt).seconds * limit.perSecond)
        filledAt = now
        if tokens >= 1 {
            tokens -= 1
            return .granted(remaining: Int(tokens))
        }
        if blocks, limit.blockSeconds > 0 {
            blockedUntil = now + .seconds(limit.blockSeconds)
            return .refused(wait: limit.blockSeconds)
        }
        return .refused(wait: (1 - tokens) / limit.perSecond)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
