import ArgumentParser
import EngagementStore
import Metrics
import Workflows

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Bring everything one store holds into another, empty one.",
        discussion: """
            From SQLite to MongoDB, back, or between two of a kind: every run, flag, record, journal entry and proof, so \
            that the copy answers every question as the original does, and goes on where it stands. It is the way to back \
            up, to restore, and to move: SQLite for one machine, MongoDB for what outgrows it.

            Both stores are held meanwhile: while a run is under way a copy is refused with status 75, and so is a run \
            during a copy. The target must hold nothing; a copy that broke off is made anew by the same command. Keep the \
            secret file, too: without it whoever was forgotten can't be known again. A database of the old scripts is first \
            taken over, as by a sync. Documents of theirs that name no campaign or contact (octo_unkeyed) stay behind.
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp(
            "The store to copy, sqlite:PATH or mongodb://… (default: the one that --store names).", valueName: "uri"))
    var from: String?

    @Option(help: ArgumentHelp("The empty store that is to hold the same.", valueName: "uri"))
    var to: String

    func run() async throws {
        let settings = try Settings(common: common)
        let console = Console(common)
        let origin = from ?? settings.store
        guard origin != to else { throw UsageError("--from and --to name the same store.") }
        let target = try StoreAddress(to)
        try await StoreAddress(origin).withStore(.existing) { source in
            let copied = try await CopyWorkflow(
                from: source, to: target, secretFile: settings.secretFile, onAdoption: console.show
            ).run()
            print(Self.receipt(copied, source: source.name))
        }
    }

    private static func receipt(_ copied: CopyWorkflow.Result, source: String) -> String {
        """
        \(copied.target) holds what \(source) holds: \(counted(copied.runs, "run")), \
        \(counted(copied.campaigns, "campaign")), \(counted(copied.participants, "participant")), \
        \(counted(copied.contacts, "contact")), \(counted(copied.journalEntries, "journal entry", "journal entries")).
        """
    }
}
