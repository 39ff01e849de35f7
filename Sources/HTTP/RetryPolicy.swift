/// How often a request is tried again, and after how long.
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts for 5xx, time-outs, resets and unreadable bodies.
    package var attempts: Int
    /// Attempts while the host can't be reached and has never answered: most likely its name is wrong.
    package var unreachableAttempts: Int
    /// If a host can't be reached and its last answer is older than this, a request gets one attempt only: the host is gone,
    /// and a run of thousands of requests must not wait for every one of them.
    package var longestSilence: Duration
    /// When 429 ends the run.
    package var refusals: RefusalLimit
    /// The longest back-off after the first failure; it doubles with each further one.
    package var baseDelay: Duration
    /// No back-off is longer.
    package var maximumDelay: Duration

    package init(
        attempts: Int = 8, unreachableAttempts: Int = 3, longestSilence: Duration = .seconds(120),
        refusals: RefusalLimit = RefusalLimit(),
        baseDelay: Duration = .milliseconds(250), maximumDelay: Duration = .seconds(20)
    ) {
        self.attempts = max(1, attempts)
        self.unreachableAttempts = max(1, unreachableAttempts)
        self.longestSilence = longestSilence
        self.refusals = refusals
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
    }

    /// Exponential back-off with full jitter
    /// (<https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>): anything from 0 to the bound, so that
    /// requests that failed together are not repeated together.
    ///
    /// - Parameter random: from 0 to 1.
    func delay(afterFailures failures: Int, random: Double) -> Duration {
        min(maximumDelay, baseDelay * (1 << min(30, failures - 1))) * random
    }
}
