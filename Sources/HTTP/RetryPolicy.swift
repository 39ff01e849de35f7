/// How often and how patiently a request is tried again.
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts a request for 5xx, time-outs, resets and unreadable bodies.
    package var attempts: Int
    /// Attempts while the host can't be reached and has never answered: most likely its name is wrong.
    package var unreachableAttempts: Int
    /// Seconds: a host that can't be reached and has answered nobody for longer gets one attempt a request. It is gone, and
    /// a run of thousands of requests must not find that out for each of them.
    package var longestSilence: Double
    /// Attempts that may end in 429. The waiting is the token bucket's.
    package var refusals: Int
    /// Seconds: the longest back-off after the first failure; it doubles with every further one.
    package var baseDelay: Double
    /// Seconds: no back-off is longer.
    package var maximumDelay: Double

    package init(
        attempts: Int = 8, unreachableAttempts: Int = 3, longestSilence: Double = 120, refusals: Int = 12,
        baseDelay: Double = 0.25, maximumDelay: Double = 20
    ) {
        self.attempts = max(1, attempts)
        self.unreachableAttempts = max(1, unreachableAttempts)
        self.longestSilence = longestSilence
        self.refusals = max(1, refusals)
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
    }

    /// Exponential with full jitter (<https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>):
    /// anything from 0 to the bound, so that walks that failed together don't come back together.
    func delay(afterFailures failures: Int, random: Double) -> Double {
        random * min(maximumDelay, baseDelay * Double(1 << min(30, failures - 1)))
    }
}
