import ArgumentParser
package import Engagement
package import Exports
import Metrics
package import Workflows

extension ParticipantQuery.Filter: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension SegmentFile: ExpressibleByArgument {}
extension ExportLayout: ExpressibleByArgument {}
extension ExportWorkflow.Options.Row: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write recipients, people or a segment of a list as CSV or NDJSON.",
        discussion: "The columns are those of the site's CSVs; the setting `privacy` applies here, too.")

    @OptionGroup var common: CommonOptions

    @Option(help: "Which recipients.")
    var filter = ParticipantQuery.Filter.all

    @Option(help: "One row a campaign and recipient (participant), or one a person.")
    var by = ExportWorkflow.Options.Row.participant

    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Option(help: ArgumentHelp("Only those who match now and did not at the end of this run.", valueName: "run"))
    var since: String?

    @Option(help: ArgumentHelp("As it was at the end of this run.", valueName: "run"))
    var asOf: String?

    @Option(help: "csv, or ndjson with the same values in their types.")
    var format = ExportFormat.csv

    @Option(help: "standard, or legacy: the 21 columns of the old scripts.")
    var layout = ExportLayout.standard

    @Flag(help: "Begin a CSV with a byte-order mark, for Excel.")
    var excel = false

    @Option(
        help: "Instead of all this, subscribed people of one list as EmailOctopus imports them; needs --list and privacy: full.")
    var segment: SegmentFile?

    @Option(help: ArgumentHelp("The list of the segment.", valueName: "id or name"))
    var list: String?

    @Flag(help: "Instead of all this, print which campaigns, lists and segments there are to be named.")
    var choices = false

    @Flag(help: "With --choices, print JSON.")
    var json = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The file; - is standard output.", valueName: "file"))
    var output = "-"

    func validate() throws {
        if (segment == nil) != (list == nil) { throw ValidationError("--segment and --list belong together.") }
        let isPlain =
            filter == .all && by == .participant && campaigns.isEmpty && since == nil && asOf == nil && format == .csv
            && layout == .standard && !excel
        if segment != nil, !isPlain { throw ValidationError("--segment takes no option but --list and --output.") }
        if choices, segment != nil || !isPlain || output != "-" {
            throw ValidationError("--choices takes no option but --json.")
        }
        if json, !choices { throw ValidationError("--json belongs to --choices; rows as JSON are --format ndjson.") }
        if by == .person, layout == .legacy { throw ValidationError("--layout legacy has one row a campaign and recipient.") }
    }

    func run() async throws {
        let settings = try Settings(common: common)
        if choices { return try await printChoices(settings) }
        let options = ExportWorkflow.Options(
            row: by, filter: filter, campaigns: Set(campaigns), since: since, asOf: asOf, format: format, layout: layout,
            hasByteOrderMark: excel, destination: ExportDestination(argument: output), rules: settings.exportRules,
            segment: segment.map { file in .init(file, list: list ?? "", excluded: settings.excludedCampaigns) })
        let file = try await settings.withStore(.existing) { try await ExportWorkflow(store: $0, options: options).run() }
        if options.destination != .standardOutput {
            Console(common).log("Wrote \(counted(file.rows, "row")) to \(file.path).")
        }
    }

    private func printChoices(_ settings: Settings) async throws {
        let choices = try await settings.withStore(.existing) { try await ExportChoices(in: $0) }
        let canExportSegments = settings.privacy == .full
        if json {
            try StandardOutput.write(ExportChoicesJSON.choices(choices, canExportSegments: canExportSegments))
        } else {
            try StandardOutput.print(ExportChoicesText.text(choices, canExportSegments: canExportSegments))
        }
    }
}
