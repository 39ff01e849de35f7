import ArgumentParser
import Engagement
import EngagementStore
import Metrics
import Workflows

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Restore the store as it was before a run.",
        discussion: """
            Removes what this run and later ones were the first to find; the next sync reads those reports again and finds \
            it again. The number of a run is never used twice. Render the site afterwards.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "The run's id or number, or `latest`.")
    var run: String

    @OptionGroup var removal: RemovalOptions

    func run() async throws {
        let settings = try Settings(common: common)
        try await settings.withStore(.rollbackTarget) { store in
            let workflow = RollbackWorkflow(store: store, run: run, patience: waiting.patience(Console(common)))
            let plan = Self.text(try await workflow.plan(), store: store.name)
            if removal.dryRun { return try StandardOutput.print(plan) }
            guard try await removal.isConfirmed(plan) else { return }
            try StandardOutput.print(Self.receipt(try await workflow.run(), store: store.name))
        }
    }

    private static func text(_ runs: [Run], store: String) -> String {
        let gained = runs.reduce(into: [ReportKind: Int]()) { $0.merge($1.gained, uniquingKeysWith: +) }
        let reports = ReportKind.allCases.map { "\(Format.count(gained[$0] ?? 0)) \($0.rawValue)" }
        return """
            \(store) would be as it was before run \(runs.first?.number ?? 0) (\(runs.first?.id ?? "")).
            Runs that would be rolled back: \(runs.map { String($0.number) }.joined(separator: ", "))
            What they were the first to report: \(reports.joined(separator: ", "))
            """
    }

    private static func receipt(_ result: RollbackWorkflow.Result, store: String) -> String {
        let outcome = result.outcome
        return """
            \(store) is back to what it was before run \(result.run.number) (\(result.run.id)).
            Runs rolled back: \(outcome.runs.map(String.init).joined(separator: ", "))
            Participants removed: \(Format.count(outcome.removedParticipants)); with fewer reports: \
            \(Format.count(outcome.loweredParticipants))
            Contacts with their old record: \(Format.count(outcome.restoredContacts)); \
            campaigns removed: \(Format.count(outcome.removedCampaigns))
            `octo-site build` reads it again; `octo-site render` publishes what there is now.
            """
    }
}
