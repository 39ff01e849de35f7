import ArgumentParser
import Engagement
import Workflows

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Show what the store holds, and how that compares with EmailOctopus' own totals.",
        discussion: """
            Sends no request. Exits with 3 if something does not match, or if the old scripts have written into MongoDB since \
            the last run.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var waiting: WaitOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Accept a report's difference: it counts as a match until it grows.", valueName: "campaign> <kind"))
    var accept: [String] = []

    @Option(help: ArgumentHelp("Show the totals and the comparison as they were at the end of this run.", valueName: "run"))
    var asOf: String?

    @Flag(help: "Print all campaigns and reports, also those that match exactly.")
    var all = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let settings = try Settings(common: common)
        let result = try await settings.withStore(.existing) { store in
            let workflow = VerifyWorkflow(store: store, patience: waiting.patience(Console(common)))
            if let difference = try acceptedDifference() {
                try await workflow.accept(difference.kind, of: difference.campaign)
            }
            return try await workflow.run(asOf: asOf)
        }
        if json {
            try StandardOutput.write(VerifyJSON.json(result))
        } else {
            try StandardOutput.print(VerifyText.totals(result.counts))
            try StandardOutput.print(
                VerifyText.reconciliation(result.reconciliation, records: result.campaigns, showsAll: all))
            for sentence in VerifyText.sentences(about: result.traces) { try StandardOutput.print(sentence) }
        }
        if result.contradicts { throw ExitStatus.Verdict(status: .contradicts) }
    }

    private func acceptedDifference() throws -> (campaign: CampaignID, kind: ReportKind)? {
        guard !accept.isEmpty else { return nil }
        guard accept.count == 2, let kind = ReportKind(rawValue: accept[1]) else {
            let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--accept takes a campaign's id and a report (\(kinds)).")
        }
        return (accept[0], kind)
    }
}
