import Engagement
import EngagementStore

/// Finds the run a person means: its id, its number, or `latest`.
enum RunLookup {
    static func find(_ text: String, in store: any StoreReader) async throws -> Run {
        let runs = try await store.runs()
        let number = RunNumber(text)
        let match = text == "latest" ? runs.last { $0.state.isFinished } : runs.last { $0.id == text || $0.number == number }
        guard let run = match else {
            throw UsageError("The store has no run “\(text)”. `octo-site runs` lists them; a run is named by its id or number.")
        }
        return run
    }

    /// As ``find(_:in:)``, for commands that look at what there was when the run had ended.
    static func findEnd(of text: String, in store: any StoreReader) async throws -> Run {
        let run = try await find(text, in: store)
        guard run.state != .rolledBack else {
            throw UsageError("Run \(run.id) has been rolled back: the store no longer knows what there was when it had ended.")
        }
        return run
    }
}
