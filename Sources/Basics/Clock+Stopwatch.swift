extension Clock where Duration == Swift.Duration {
    /// Starts a measurement and returns a function that gives the time since then, so that a caller can keep it without
    /// knowing the type of the clock's instants.
    package func stopwatch() -> @Sendable () -> Duration {
        let start = now
        return { start.duration(to: now) }
    }
}
