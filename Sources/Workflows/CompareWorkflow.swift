import Engagement
package import EngagementStore
import Exports
import Foundation

/// Compares a store at the ends of two runs, down to the contact.
package struct CompareWorkflow: Sendable {
    private let store: any StoreReader
    private let first: String
    private let second: String

    /// - Parameter first: a run's id or number, or `latest`. Which of the two runs is the earlier one is seen from their numbers.
    package init(store: any StoreReader, first: String, second: String) {
        self.store = store
        self.first = first
        self.second = second
    }

    /// Where the CSVs of each kind of change go, and what they may hold.
    package struct Output: Sendable {
        package var folder: String
        package var rules: ExportRules

        package init(folder: String, rules: ExportRules) {
            self.folder = folder
            self.rules = rules
        }
    }

    /// - Parameter output: nil writes no CSVs.
    package func run(writingTo output: Output? = nil) async throws -> RunComparison {
        let runs = [
            try await RunLookup.findEnd(of: first, in: store), try await RunLookup.findEnd(of: second, in: store),
        ].sorted { $0.number < $1.number }
        let changes = try await RunChanges(
            from: runs[0], to: runs[1], of: try await store.runs(), in: store,
            counts: { try await store.counts(asOf: $0) })
        let comparison = try await RunComparison(changes, in: store)
        if let output { try await write(changes, to: output, records: try await store.campaigns()) }
        return comparison
    }

    /// Every kind of change has its file, also where nobody is in it; they appear whole or not at all.
    private func write(_ changes: RunChanges, to output: Output, records: [CampaignRecord]) async throws {
        try FileManager.default.createDirectory(atPath: output.folder, withIntermediateDirectories: true)
        let exporter = try output.rules.exporter(
            of: records, lists: try await store.lists(), fieldTags: try await store.fieldTags(),
            conflictingTags: try await store.conflictingTags())
        let plan = ChangePlan(
            folder: "\(output.folder)/", earlier: changes.earlier?.number ?? 0, later: changes.later.number,
            leavesOutEmptyFiles: false)
        let replacements = FileReplacements()
        _ = try await changes.write(
            plan, gains: true, with: exporter, from: store, locate: replacements.locate)
        try replacements.commit()
    }
}
