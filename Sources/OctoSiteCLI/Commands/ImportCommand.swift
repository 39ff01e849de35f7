import ArgumentParser
import Engagement
import Imports
import Metrics
import Sync
import Workflows

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Join in the CSVs that the old scripts left, as a run of its own.",
        discussion: """
            Reads campaign_ID_NAME.csv files of 21 columns (campaign_name … status), as `export --layout legacy` writes \
            them, too. What they say is joined in like a sync's finds: no flag falls, nobody is counted twice, and the \
            same file again brings nothing. All files are checked before anything is stored. The run shows as imported: \
            nothing of the provider's proves it. `octo-site rollback` takes it back.

            The files hold addresses and no contact ids. A row whose address a contact of that campaign has belongs to \
            that contact. Any other becomes a participant under an id made from the address (imported-…), and gets its \
            real id as soon as a sync finds the address in that campaign. So the order of imports and syncs makes no \
            difference. Two things can't be seen: who has changed the address since, or was deleted at EmailOctopus \
            before any sync saw it, is listed beside the imported row.

            An open beside a click is not counted as reported, as the old scripts set it with every click. Rows without \
            an address name nobody and are left out, and so is whoever was forgotten. Where EmailOctopus' own totals are \
            lower than what was imported, `verify` calls it retained.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The CSVs, one a campaign.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let settings = try Settings(common: common)
        let console = Console(common)
        let files = try files.map { try LegacyFile(path: $0) }
        let outcome = try await settings.withStore(.createdIfMissing) { store in
            try await ImportWorkflow(
                store: store, files: files, secretFile: settings.secretFile, onAdoption: console.show
            ).run()
        }
        print(Self.receipt(outcome, files: files.count))
    }

    private static func receipt(_ outcome: Importer.Outcome, files: Int) -> String {
        var lines = [
            "Run \(outcome.run.number) (\(outcome.run.id)): \(counted(outcome.rows, "row")) of \(counted(files, "file")); "
                + "\(outcome.run.gained.words).",
            "Rows whose contact was known in the campaign: \(Format.count(outcome.matched)); participants added: "
                + "\(Format.count(outcome.newParticipants)).",
        ]
        if outcome.forgotten > 0 { lines.append("Left out, as the person was forgotten: \(Format.count(outcome.forgotten)).") }
        if outcome.withoutAddress > 0 {
            lines.append("Left out, as there is no address: \(Format.count(outcome.withoutAddress)).")
        }
        return lines.joined(separator: "\n")
    }
}
