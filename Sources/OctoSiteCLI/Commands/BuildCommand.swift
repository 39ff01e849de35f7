import ArgumentParser
import Engagement
import EngagementStore
import Sync

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Sync, measure, render, publish: what a nightly job runs.",
        discussion: """
            Exits with 3 if the site was published but something contradicts the provider's own totals or could not be \
            read, so that a nightly job alarms.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var coverage: CoverageOptions
    @OptionGroup var site: OutputOptions

    func run() async throws {
        let settings = try Settings(common: common, provider: provider, site: site)
        let outcome = try await BuildJob(settings: settings, console: Console(common), coverage: coverage).run()
        try outcome.leaveIfContradicted()
    }
}

/// Both halves of the flow, one after the other, under one lease.
struct BuildJob: Sendable {
    let sync: SyncJob
    let render: RenderJob

    init(
        settings: Settings, console: Console, coverage: CoverageOptions,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) throws {
        render = try RenderJob(settings: settings, console: console)
        sync = try SyncJob(settings: settings, console: console, coverage: coverage, now: now)
    }

    func run() async throws -> Syncer.Outcome {
        let store = try await StoreOpening.open(sync.settings.store)
        let outcome = try await Lease.holding(store) {
            let outcome = try await sync.run(store: store)
            _ = try await render.render(store: store)
            return outcome
        }
        await store.close()
        return outcome
    }
}
