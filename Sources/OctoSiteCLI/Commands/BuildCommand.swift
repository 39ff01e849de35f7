import ArgumentParser
import Sync
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
        let notifications = try settings.notifications(console)
        let outcome: Syncer.Outcome
        do {
            outcome = try await build(settings, console, notifications)
        } catch {
            let sentence = ExitStatus.sentence(for: error)
            await notifications?.fail(code: ExitStatus.status(for: error).rawValue, sentence: sentence)
            throw error
        }
        try outcome.exitIfContradicted()
    }

    private func build(
        _ settings: Settings, _ console: Console, _ notifications: NotifyWorkflow?
    ) async throws -> Syncer.Outcome {
        let (resources, provider) = (try settings.resources(), try settings.provider(console))
        let progress = SyncProgress(console: console)
        defer { progress.finish() }
        return try await settings.withStore(.createdIfMissing) { store in
            try await BuildWorkflow(
                store: store, provider: provider,
                sync: settings.syncOptions(campaigns: coverage.campaigns, isFull: coverage.full),
                render: settings.renderOptions(otherArchive: archives.otherArchive), resources: resources,
                notifications: notifications, patience: waiting.patience(console),
                onEvent: progress.show
            ).run()
        }
    }
}
