package import Engagement
package import EngagementStore
import Metrics

/// Finds the run that a person names by its id, its number, or `latest`.
package enum RunLookup {
    /// The newest run that has ended.
    /// - Throws: ``WorkflowError`` with the code `nothingThere` where there is none: an empty store must not look like success.
    @discardableResult
    package static func newestFinished(in store: any StoreReader) async throws -> Run {
        try newestFinished(of: try await store.runs(), in: store.name)
    }

    /// - Parameter runs: all that the store has.
    static func newestFinished(of runs: [Run], in store: String) throws -> Run {
        guard let run = runs.lastFinished() else {
            throw WorkflowError(
                .nothingThere,
                "\(store) holds no finished run yet, so there is nothing to show. Run `octo-site build` first, or name "
                    + "the store with --store.")
        }
        return run
    }

    /// - Throws: ``WorkflowError`` where there is no such run.
    package static func find(_ text: String, in store: any StoreReader) async throws -> Run {
        if text == "latest" { return try await newestFinished(in: store) }
        let number = RunNumber(text)
        guard let run = try await store.runs().last(where: { $0.id == text || $0.number == number }) else {
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
