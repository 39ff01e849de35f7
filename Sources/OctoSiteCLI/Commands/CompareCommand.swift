import ArgumentParser
import Engagement
import EngagementStore
import Exports
import Foundation
import Metrics

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two runs, down to the contact.",
        discussion: "Runs are named by id or number, or `latest`. The rows of each CSV add up to the change of its total.")

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
        let runs = [try await RunLookup.find(first, in: store), try await RunLookup.find(second, in: store)]
            .sorted { $0.number < $1.number }
        let comparison = try await RunComparison(from: runs[0], to: runs[1], in: store)
        if let output { try await write(to: output, from: runs[0], to: runs[1], store: store, settings: settings) }
        await store.close()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(comparison), as: UTF8.self))
        } else {
            print(comparison.text)
        }
    }

    private func write(
        to folder: String, from earlier: Run, to later: Run, store: any EngagementStore, settings: Settings
    ) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let exporter = Exporter(
            ExportSettings(
                campaigns: try await store.campaigns(), fieldTags: try await store.fieldTags(),
                fieldAliases: settings.fieldAliases, privacy: try settings.exportPrivacy(), asOf: later.number))
        let files: [(String, ParticipantQuery.Filter)] = [
            ("new-participants", .all), ("newly-engaged", .engaged), ("newly-opened", .opened), ("newly-clicked", .clicked),
            ("newly-bounced", .bounced), ("newly-complained", .complained), ("newly-unsubscribed", .unsubscribed),
        ]
        for (name, filter) in files {
            let query = ParticipantQuery(filter: filter, asOf: later.number, since: earlier.number)
            _ = try await exporter.export(
                store.participants(query), as: .csv, to: .file("\(folder)/\(name).csv"))
        }
    }
}
