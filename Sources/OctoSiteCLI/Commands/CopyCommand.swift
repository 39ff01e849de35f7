import ArgumentParser
import EngagementStore
import Metrics
import Sync
import Synchronization

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
        let (origin, destination) = (from ?? settings.store, to)
        guard origin != destination else { throw UsageError("--from and --to name the same store.") }
        let source = try await StoreOpening.openExisting(origin)
        let tally = Mutex(CopyTally())
        let target = try await Lease.holding(source) {
            if source.mayHoldLegacyData {
                let filter = try await Secret.filter(for: source, secretFile: settings.secretFile)
                try await TakingOver.perform(in: source, filter: filter, console: console)
            }
            if try await source.isEmpty() { throw UsageError("\(source.name) holds nothing that could be copied.") }
            let target = try await StoreOpening.openForCopy(destination)
            try await Lease.holding(target) {
                try await StoreCopy(from: source, to: target, onBatch: { rows in tally.withLock { $0.add(rows) } }).run()
            }
            return target
        }
        let copied = tally.withLock { $0 }
        print(
            """
            \(target.name) holds what \(source.name) holds: \(counted(copied.runs, "run")), \
            \(counted(copied.campaigns, "campaign")), \(counted(copied.participants, "participant")), \
            \(counted(copied.contacts, "contact")), \(counted(copied.journal, "journal entry", "journal entries")).
            """)
        await target.close()
        await source.close()
    }
}

/// What a copy has brought over.
private struct CopyTally {
    private(set) var runs = 0
    private(set) var campaigns = 0
    private(set) var participants = 0
    private(set) var contacts = 0
    private(set) var journal = 0

    mutating func add(_ rows: CopiedRows) {
        switch rows {
        case .runs(let rows): runs += rows.count
        case .campaigns(let rows): campaigns += rows.count
        case .participants(let rows): participants += rows.count
        case .contacts(let rows): contacts += rows.count
        case .journal(let rows): journal += rows.count
        default: break
        }
    }
}
