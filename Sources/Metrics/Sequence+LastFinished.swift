package import Engagement

extension Sequence<Run> {
    /// The newest run that came to its end, counts, and is older than the given one (nil: of all).
    package func lastFinished(before number: RunNumber? = nil) -> Run? {
        filter { $0.state.isFinished && $0.number < number ?? .max }.max { $0.number < $1.number }
    }
}
