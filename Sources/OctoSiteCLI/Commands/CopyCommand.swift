import ArgumentParser
import EngagementStore
import Metrics
import Workflows

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy everything in one store to another, empty one.",
        discussion: """
            From SQLite to MongoDB, back, or between two stores of one kind: every run, flag, record, journal entry and \
            certificate, so that the copy answers every question like the original, and the next sync continues from it. \
            This is the way to back up, to restore, and to move: SQLite for one machine, MongoDB beyond it.

            Both stores are locked meanwhile: a copy during a run is refused with status 75, and so is a run during a copy. \
            The target must be empty; if a copy broke off, the same command starts it over. Keep the secret file, too: \
            without it forgotten people can't be recognised. A database of the old scripts is adopted first, as in a sync. \
            Their documents without a campaign or contact (octo_unkeyed) are not copied.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var waiting: WaitOptions

    @Option(
        help: ArgumentHelp(
            "The store to copy, sqlite:PATH or mongodb://… (default: the one that --store names).", valueName: "uri"))
    var from: String?

    @Option(help: ArgumentHelp("The empty store that is copied to.", valueName: "uri"))
    var to: String

    func run() async throws {
        let settings = try Settings(common: common)
        let console = Console(common)
        let origin = from ?? settings.store
        guard origin != to else { throw UsageError("--from and --to name the same store.") }
        let target = try StoreAddress(to)
        try await StoreAddress(origin).withStore(.copySource) { source in
            let copied = try await CopyWorkflow(
                from: source, to: target, secretFile: settings.secretFile, patience: waiting.patience(console),
                onAdoption: console.show
            ).run()
            try StandardOutput.print(Self.receipt(copied, source: source.name))
        }
    }

    private static func receipt(_ copied: CopyWorkflow.Result, source: String) -> String {
        """
        \(copied.target) holds what \(source) holds: \(counted(copied.runs, "run")), \
        \(counted(copied.campaigns, "campaign")), \(counted(copied.participants, "recipient")), \
        \(counted(copied.contacts, "contact")), \(counted(copied.journalEntries, "journal entry", "journal entries")).
        """
    }
}
