import ArgumentParser
import Engagement
import EngagementStore
import Sync

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Bring the store up to date with the provider, and compare the two.",
        discussion: """
            Walks only the reports that are not proven; every 7th run, and --full, walks everything. Exits with 3 if \
            what is stored contradicts the provider's own totals, or if something could not be read.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var coverage: CoverageOptions

    @Flag(help: "Say what would be asked for, and how long that takes; store nothing.")
    var dryRun = false

    func run() async throws {
        let settings = try Settings(common: common, provider: provider)
        let console = Console(common)
        let job = try SyncJob(settings: settings, console: console, coverage: coverage)
        if dryRun {
            let plan = try await StoreOpening.planning(with: settings.store) { try await job.plan(store: $0) }
            return print(PlanTable.text(plan))
        }
        let store = try await StoreOpening.open(settings.store)
        let outcome = try await Lease.holding(store) { try await job.run(store: store) }
        await store.close()
        try outcome.leaveIfContradicted()
    }
}

extension Syncer.Outcome {
    /// Ends the program with status 3 where something contradicts or is incomplete.
    func leaveIfContradicted() throws {
        if run.state == .contradicted { throw ExitStatus.Verdict(status: .contradicts) }
    }
}
