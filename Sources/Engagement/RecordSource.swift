/// A run as the source of contacts' records: what it contributes to their keys.
package struct RecordSource: Hashable, Sendable {
    package var run: RunNumber
    package var generation: RunNumber
    /// Nil for run 0, of which no start is known.
    package var startedAt: Timestamp?

    package init(run: RunNumber, generation: RunNumber, startedAt: Timestamp?) {
        self.run = run
        self.generation = generation
        self.startedAt = startedAt
    }

    /// - Parameters:
    ///   - run: the run that sees the records.
    ///   - runs: all runs, or all before it. Those that were rolled back are left out: nothing of them is stored.
    package init(_ run: Run, among runs: some Sequence<Run>) {
        let earlier = runs.lazy.filter { $0.isFull && $0.number < run.number && $0.state != .rolledBack }.map(\.number).max()
        // A file says how things were before any run.
        let generation = run.api == Run.imported ? 0 : run.isFull ? run.number : earlier ?? 0
        self.init(run: run.number, generation: generation, startedAt: run.startedAt)
    }

    /// The key of a record that the run sees.
    package func key(of stamp: Timestamp?) -> RecordKey {
        guard let stamp, let startedAt else { return RecordKey(generation: generation, stamp: stamp, run: run) }
        return RecordKey(generation: generation, stamp: min(stamp, startedAt), run: run)
    }
}
