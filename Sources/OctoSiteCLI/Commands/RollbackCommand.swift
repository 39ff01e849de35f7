import ArgumentParser
import Engagement
import EngagementStore
import Metrics
import Sync

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
        let store = try await StoreOpening.openExisting(settings.store)
        let target = try await RunLookup.find(run, in: store)
        guard target.state != .rolledBack else { throw UsageError("Run \(target.id) has been rolled back already.") }
        let outcome = try await Lease.holding(store) { try await Rollback.perform(to: target.number, in: store) }
        await store.close()
        let runs = outcome.runs.map(String.init).joined(separator: ", ")
        print(
            """
            \(store.name) is back to what it was before run \(target.number) (\(target.id)).
            Runs taken back: \(runs)
            Participants removed: \(Format.count(outcome.removedParticipants)); with fewer reports: \
            \(Format.count(outcome.loweredParticipants))
            Contacts with their old record: \(Format.count(outcome.restoredContacts)); \
            campaigns removed: \(Format.count(outcome.removedCampaigns))
            `octo-site build` brings it forward again; `octo-site render` publishes what there is now.
            """)
    }
}
