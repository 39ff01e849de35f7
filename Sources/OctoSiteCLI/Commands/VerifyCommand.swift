import ArgumentParser
import Engagement
import EngagementStore
import Sync

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
        let store = try await StoreOpening.openExisting(settings.store)
        if !accept.isEmpty { try await record(in: store) }
        let run = try await asOf.asyncMap { try await RunLookup.findEnd(of: $0, in: store) }
        let counts = try await store.counts(asOf: run?.number).values.reduce(Counts(), +)
        print(VerifyText.totals(counts))
        let kept = try await run.asyncMap { try await store.reconciliation(of: $0.number) ?? AccountReconciliation() }
        let reconciliation = if let kept { kept } else { try await Reconciler(store: store).reconcile() }
        let records = try await store.campaigns()
        print(VerifyText.reconciliation(reconciliation, records: records, showsAll: all))
        await store.close()
        if reconciliation.contradicts { throw ExitStatus.Verdict(status: .contradicts) }
    }

    private func record(in store: any StoreWriter) async throws {
        guard accept.count == 2, let kind = ReportKind(rawValue: accept[1]) else {
            let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--accept takes a campaign's id and a report (\(kinds)).")
        }
        let reconciliation = try await Reconciler(store: store).reconcile()
        let campaign = reconciliation.campaigns.first { $0.campaignID == accept[0] }
        guard let result = campaign?.kinds.first(where: { $0.kind == kind }) else {
            throw UsageError("The store knows no campaign \(accept[0]) with reports.")
        }
        guard let difference = Reconciler.difference(result) else {
            throw UsageError("There is no difference to accept: \(kind.rawValue) of \(accept[0]) is \(result.state.rawValue).")
        }
        try await store.accept(AcceptedDifference(campaignID: accept[0], kind: kind, difference: difference))
    }
}

extension Optional {
    func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
