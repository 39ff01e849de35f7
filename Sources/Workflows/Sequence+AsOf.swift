import Engagement

extension Sequence<Run> {
    /// What a store is asked for the state at the end of a run: nil, which is the present and reads no journal, where no later
    /// run has left anything.
    func asOf(_ run: Run) -> RunNumber? {
        contains { $0.number > run.number && $0.state != .rolledBack } ? run.number : nil
    }
}
