import ArgumentParser
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

    func run() async throws {
        let settings = try Settings(common: common, site: site)
        let console = Console(common)
        let resources = try settings.resources()
        let outcome = try await settings.withStore(.existing) { store in
            try await ForgetWorkflow(
                store: store, address: address, options: settings.renderOptions(), resources: resources,
                patience: waiting.patience(console), onEvent: console.show
            ).run()
        }
        try StandardOutput.print(receipt(outcome, settings: settings))
    }

    private func receipt(_ outcome: ForgetOutcome, settings: Settings) -> String {
        """
        Forgotten: \(Format.count(outcome.contacts)) contacts, \(Format.count(outcome.participants)) participants, \
        \(Format.count(outcome.journalEntries)) journal entries.
        Made again: \(settings.output), with the pages of all earlier runs.
        Kept: totals, and keyed hashes by which a later sync recognises the person (key: \(settings.secretFile)).
        Out of reach from here: backups of the store, MongoDB's oplog until it rolls over, copies of the site or its CSVs \
        that somebody has downloaded, and EmailOctopus itself.
        """
    }
}
