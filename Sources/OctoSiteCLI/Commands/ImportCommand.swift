import ArgumentParser
import Engagement
import Imports
import Metrics
import Sync
import Workflows

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import the CSVs that the old scripts wrote, as a run of its own.",
        discussion: """
            Reads campaign_ID_NAME.csv files of 21 columns (campaign_name … status); `export --layout legacy` writes them, \
            too. Their rows are merged like those of a sync: no flag is lowered, nobody is counted twice, and importing the \
            same file again changes nothing. All files are checked before anything is stored. The run's state is imported, \
            as EmailOctopus proves nothing about it. `octo-site rollback` undoes it.

            The files hold addresses but no contact ids. A row belongs to the contact of that campaign who has its address. \
            If there is none, it becomes a participant with an id made from the address (imported-…), and gets the real id \
            as soon as a sync finds the address in that campaign. So the order of imports and syncs makes no difference. Two \
            cases can't be recognised: contacts who changed their address since, and contacts deleted at EmailOctopus before \
            any sync saw them, are listed in addition to the imported row.

            An open next to a click does not count as reported, as the old scripts set it with every click. Rows without an \
            address and rows of forgotten people are left out. If EmailOctopus' own totals are lower than what was \
            imported, `verify` shows the report as retained.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: ArgumentHelp("The CSV files, one for each campaign.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let settings = try Settings(common: common)
        let console = Console(common)
        let files = try files.map { try LegacyFile(path: $0) }
        let outcome = try await settings.withStore(.createdIfMissing) { store in
            try await ImportWorkflow(
                store: store, files: files, secretFile: settings.secretFile,
                patience: waiting.patience(console), onAdoption: console.show
            ).run()
        }
        try StandardOutput.print(Self.receipt(outcome, files: files.count))
    }

    private static func receipt(_ outcome: Importer.Outcome, files: Int) -> String {
        var lines = [
            "Run \(outcome.run.number) (\(outcome.run.id)): \(counted(outcome.rows, "row")) of \(counted(files, "file")); "
                + "\(outcome.run.gained.words).",
            "Rows whose contact was known in the campaign: \(Format.count(outcome.matched)); recipients added: "
                + "\(Format.count(outcome.newParticipants)).",
        ]
        if outcome.forgotten > 0 { lines.append("Left out, as the person was forgotten: \(Format.count(outcome.forgotten)).") }
        if outcome.withoutAddress > 0 {
            lines.append("Left out, as there is no address: \(Format.count(outcome.withoutAddress)).")
        }
        return lines.joined(separator: "\n")
    }
}
