import Engagement
import EngagementStore

extension StoreWriter {
    /// Writes down that a run broke off; not cut off itself when it is a cancelled task that ends here.
    func markInterrupted(_ run: Run, at time: Timestamp, requests: Int) async throws {
        var broken = run
        broken.state = .interrupted
        broken.endedAt = time
        broken.requests = requests
        try await Task { [broken] in try await saveRun(broken) }.value
    }
}
