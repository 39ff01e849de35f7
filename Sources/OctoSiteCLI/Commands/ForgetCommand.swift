import ArgumentParser
import Engagement
import EngagementStore
import Metrics
import Workflows

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Remove a person from the store, its journal, all pages and all CSVs, also of earlier runs.",
        discussion: """
            Later syncs recognise the person by keyed hashes and store nothing about them. Totals stay, and comparing them \
            with EmailOctopus counts stored and forgotten contacts together. The key of the hashes is in the secret file: \
            keep it, but never beside the store's backups.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "The person's e-mail address.")
    var address: String

    @Flag(help: "Forget an address that the store does not know, so that no later sync stores it.")
    var evenIfUnknown = false

    @OptionGroup var removal: RemovalOptions

    func run() async throws {
        let settings = try Settings(common: common, site: site)
        let console = Console(common)
        let resources = try settings.resources()
        try await settings.withStore(.existing) { store in
            let workflow = try ForgetWorkflow(
                store: store, address: address, isUnknownAllowed: evenIfUnknown, options: settings.renderOptions(),
                resources: resources, patience: waiting.patience(console), onEvent: console.show)
            let plan = Self.text(try await workflow.plan(), address: address, settings: settings)
            if removal.dryRun { return try StandardOutput.print(plan) }
            guard try await removal.isConfirmed(plan) else { return }
            try StandardOutput.print(Self.receipt(try await workflow.run(), address: address, settings: settings))
        }
    }

    private static func text(_ plan: ForgetOutcome, address: String, settings: Settings) -> String {
        """
        Of \(address) would be removed: \(rows(plan)).
        Where texts about others name the address (fields, links, names of campaigns and lists), it would become \
        “\(Redaction.mark)”.
        \(settings.output) would be made again, with the pages of all earlier runs. This can't be undone.
        """
    }

    private static func receipt(_ result: ForgetWorkflow.Result, address: String, settings: Settings) -> String {
        let outcome = result.outcome
        let first =
            result.wasForgotten ? "\(address) had been forgotten before; nothing more was found." : "Forgotten: \(rows(outcome))."
        let places = RedactedPlace.allCases.compactMap { place in
            outcome.redacted[place].map { words(for: place, count: $0) }
        }
        let redacted =
            places.isEmpty
            ? "No text about others named the address."
            : "“\(Redaction.mark)” is now in the address' place in \(places.joined(separator: ", "))."
        return """
            \(first)
            \(redacted)
            Made again: \(settings.output), with the pages of all earlier runs.
            Kept: totals, and keyed hashes by which a later sync recognises the person (key: \(settings.secretFile)).
            Out of reach from here: backups of the store, MongoDB's oplog until it rolls over, copies of the site or its CSVs \
            that somebody has downloaded, and EmailOctopus itself.
            """
    }

    private static func rows(_ outcome: ForgetOutcome) -> String {
        [
            counted(outcome.contacts, "contact"), counted(outcome.participants, "recipient"),
            counted(outcome.journalEntries, "journal entry", "journal entries"),
        ].joined(separator: ", ")
    }

    private static func words(for place: RedactedPlace, count: Int) -> String {
        switch place {
        case .fields: counted(count, "record of another contact", "records of other contacts")
        case .links: counted(count, "link")
        case .campaigns: counted(count, "campaign")
        case .lists: counted(count, "list")
        case .journal: counted(count, "earlier record", "earlier records")
        case .problems: counted(count, "message about a problem", "messages about problems")
        case .unkeyed: counted(count, "document of the old scripts", "documents of the old scripts")
        }
    }
}
