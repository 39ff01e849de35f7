import Engagement
import EngagementStore

extension StoreWriter {
    /// Stores that a run was interrupted. Cancelling the calling task does not interrupt this.
    func markInterrupted(_ run: Run, at time: Timestamp, requests: Int) async throws {
        var broken = run
        broken.state = .interrupted
        broken.endedAt = time
        broken.requests = requests
        try await Task { [broken] in try await saveRun(broken) }.value
    }
}
