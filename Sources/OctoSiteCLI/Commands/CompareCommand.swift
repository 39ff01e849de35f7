import ArgumentParser
import Engagement
import EngagementStore
import Exports
import Foundation
import Metrics

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two runs, down to the contact.",
        discussion: """
            Runs are named by id or number, or `latest`. The rows of each CSV that --output writes add up to the change of \
            its total. Campaigns are compared at equal age, and a difference is called one only when it is more than noise.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The earlier run.")
    var first: String

    @Argument(help: "The later run.")
    var second: String

    @Flag(help: "Print JSON.")
    var json = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Write a CSV of each kind of change into this folder.", valueName: "dir"))
    var output: String?

    func run() async throws {
        let settings = try Settings(common: common)
        let store = try await StoreOpening.openExisting(settings.store)
        let runs = [try await RunLookup.findEnd(of: first, in: store), try await RunLookup.findEnd(of: second, in: store)]
            .sorted { $0.number < $1.number }
        let changes = try await RunChanges(
            from: runs[0], to: runs[1], of: try await store.runs(), in: store, counts: PastCounts(store))
        let records = try await store.campaigns()
        let comparison = try await RunComparison(changes, excluded: settings.excludedIDs(among: records), in: store)
        if let output { try await write(changes, to: output, records: records, store: store, settings: settings) }
        await store.close()
        if json {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(comparison), as: UTF8.self))
        } else {
            print(ComparisonText.text(comparison))
        }
    }

    /// Every kind of change has its file, also where nobody is in it; they appear whole or not at all.
    private func write(
        _ changes: RunChanges, to output: String, records: [CampaignRecord], store: any StoreReader, settings: Settings
    ) async throws {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        let exporter = Exporter(
            ExportSettings(
                campaigns: records, fieldTags: try await store.fieldTags(), fieldAliases: settings.fieldAliases,
                privacy: try settings.exportPrivacy(), asOf: changes.later.number))
        let plan = ChangePlan(
            folder: "\(output)/", earlier: changes.earlier?.number ?? 0, later: changes.later.number,
            leavesOutEmptyFiles: false)
        let replacements = FileReplacements()
        _ = try await changes.write(
            plan, gains: true, with: exporter, from: store, excelTwins: false, locate: replacements.locate)
        try replacements.commit()
    }
}
