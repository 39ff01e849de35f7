import ArgumentParser
import Workflows

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Sync, measure, render and publish: the command of a nightly job.",
        discussion: """
            Exits with 3 if the site was published but something does not match EmailOctopus' own totals or could not be \
            read, so that a nightly job raises an alarm.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var coverage: CoverageOptions
    @OptionGroup var site: OutputOptions
    @OptionGroup var waiting: WaitOptions
    @OptionGroup var archives: ArchiveOptions

    func run() async throws {
        let settings = try Settings(common: common, provider: provider, site: site)
        let console = Console(common)
        let (resources, provider) = (try settings.resources(), try settings.provider(console))
        let progress = SyncProgress(console: console)
        defer { progress.finish() }
        let outcome = try await settings.withStore(.createdIfMissing) { store in
            try await BuildWorkflow(
                store: store, provider: provider,
                sync: settings.syncOptions(campaigns: coverage.campaigns, isFull: coverage.full),
                render: settings.renderOptions(otherArchive: archives.otherArchive), resources: resources,
                patience: waiting.patience(console),
                onEvent: progress.show
            ).run()
        }
        try outcome.exitIfContradicted()
    }
}
