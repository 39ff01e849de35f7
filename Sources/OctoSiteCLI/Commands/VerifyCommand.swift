import ArgumentParser
import Engagement
import Workflows

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Show what the store holds, and how that compares with the provider's own totals.",
        discussion: "Asks nothing of the provider. Exits with 3 where something contradicts.")

    @OptionGroup var common: CommonOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Record a report's difference as known; it alarms again when it grows.", valueName: "campaign> <kind"))
    var accept: [String] = []

    @Option(help: ArgumentHelp("The totals, and what comparing them came to, when this run had ended.", valueName: "run"))
    var asOf: String?

    @Flag(help: "Print every campaign and report, not only those that are not exact.")
    var all = false

    func run() async throws {
        let settings = try Settings(common: common)
        let result = try await settings.withStore(.existing) { store in
            let workflow = VerifyWorkflow(store: store)
            if let difference = try acceptedDifference() {
                try await workflow.accept(difference.kind, of: difference.campaign)
            }
            return try await workflow.run(asOf: asOf)
        }
        print(VerifyText.totals(result.counts))
        print(VerifyText.reconciliation(result.reconciliation, records: result.campaigns, showsAll: all))
        if result.reconciliation.contradicts { throw ExitStatus.Verdict(status: .contradicts) }
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
