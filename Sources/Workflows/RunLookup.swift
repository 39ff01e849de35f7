package import Engagement
package import EngagementStore

/// Finds the run that a person names by its id, its number, or `latest`.
package enum RunLookup {
    /// - Throws: ``WorkflowError`` where there is no such run.
    package static func find(_ text: String, in store: any StoreReader) async throws -> Run {
        let runs = try await store.runs()
        let number = RunNumber(text)
        let match = text == "latest" ? runs.last { $0.state.isFinished } : runs.last { $0.id == text || $0.number == number }
        guard let run = match else {
            throw WorkflowError(
                .badRequest,
                "The store has no run “\(text)”. `octo-site runs` lists them; a run is named by its id or number.")
        }
        return run
    }

    /// As ``find(_:in:)``, for use cases that look at the store as it was at the end of the run.
    /// - Throws: ``WorkflowError`` for a run that was rolled back, too.
    package static func findEnd(of text: String, in store: any StoreReader) async throws -> Run {
        let run = try await find(text, in: store)
        guard run.state != .rolledBack else {
            throw WorkflowError(
                .badRequest,
                "Run \(run.id) has been rolled back: the store no longer knows what there was when it had ended.")
        }
        return run
    }
}
