/// How long a run bears with a provider that answers nobody. Counted are the run's pauses, not its responses: a 429 for each
/// request under way is one pause.
package struct RefusalLimit: Hashable, Sendable {
    /// Pauses running, without any answer between them …
    package var pauses: Int
    /// … that together lasted as long as this.
    package var time: Duration

    package init(pauses: Int = 12, time: Duration = .seconds(300)) {
        self.pauses = max(1, pauses)
        self.time = time
    }
}
