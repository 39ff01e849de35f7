import ArgumentParser
import Workflows

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Read what is new at EmailOctopus into the store, and compare the two.",
        discussion: """
            Reads only reports that may have changed; every 7th run, and --full, reads everything. Exits with 3 if what is \
            stored does not match EmailOctopus' own totals, or if something could not be read.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var coverage: CoverageOptions
    @OptionGroup var waiting: WaitOptions

    @Flag(help: "Print what would be read and how long that takes; store nothing.")
    var dryRun = false

    func run() async throws {
        let settings = try Settings(common: common, provider: provider)
        let console = Console(common)
        let provider = try settings.provider(console)
        let progress = SyncProgress(console: console)
        defer { progress.finish() }
        try await settings.withStore(dryRun ? .temporaryIfMissing : .createdIfMissing) { store in
            let workflow = SyncWorkflow(
                store: store, provider: provider,
                options: settings.syncOptions(campaigns: coverage.campaigns, isFull: coverage.full),
                secretFile: settings.secretFile, patience: waiting.patience(console), onEvent: progress.show)
            if dryRun {
                let plan = try await workflow.plan()
                progress.finish()
                try StandardOutput.print(PlanText.text(plan))
            } else {
                try await workflow.run().exitIfContradicted()
            }
        }
    }
}
