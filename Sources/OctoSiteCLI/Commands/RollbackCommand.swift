import ArgumentParser
import Engagement
import EngagementStore
import Metrics
import Workflows

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Take the store back to what it was before a run.",
        discussion: """
            What the run, and every run after it, was the first to find is dropped; the next sync walks those reports \
            again and brings it back. The number of a run is never used twice. Render the site anew afterwards.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The run's id or number, or `latest`.")
    var run: String

    func run() async throws {
        let settings = try Settings(common: common)
        try await settings.withStore(.existing) { store in
            print(Self.receipt(try await RollbackWorkflow(store: store, run: run).run(), store: store.name))
        }
    }

    private static func receipt(_ result: RollbackWorkflow.Result, store: String) -> String {
        let outcome = result.outcome
        return """
            \(store) is back to what it was before run \(result.run.number) (\(result.run.id)).
            Runs taken back: \(outcome.runs.map(String.init).joined(separator: ", "))
            Participants removed: \(Format.count(outcome.removedParticipants)); with fewer reports: \
            \(Format.count(outcome.loweredParticipants))
            Contacts with their old record: \(Format.count(outcome.restoredContacts)); \
            campaigns removed: \(Format.count(outcome.removedCampaigns))
            `octo-site build` brings it forward again; `octo-site render` publishes what there is now.
            """
    }
}
