/// How long a run bears with a provider that gives nobody a usable answer. Of 429s the run's pauses are counted, not its
/// responses: one for each request under way is one pause. Of other faults the requests are counted that were tried as often as
/// allowed.
package struct RefusalLimit: Hashable, Sendable {
    /// Pauses, or failed requests, running, without any answer between them …
    package var pauses: Int
    /// … that together lasted as long as this.
    package var time: Duration

    package init(pauses: Int = 12, time: Duration = .seconds(300)) {
        self.pauses = max(1, pauses)
        self.time = time
    }
}
