import ArgumentParser
import Foundation
import Workflows

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare the store at the end of two runs, down to the contact.",
        discussion: """
            Runs are named by id or number, or `latest`. The rows of each CSV that --output writes add up to the change of \
            its total. Campaigns are given at equal age.
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
        let comparison = try await settings.withStore(.existing) { store in
            try await CompareWorkflow(store: store, first: first, second: second)
                .run(writingTo: output.map { CompareWorkflow.Output(folder: $0, rules: settings.exportRules) })
        }
        if json {
            try StandardOutput.write(try Self.json(comparison).withEscapedControls + "\n")
        } else {
            try StandardOutput.print(ComparisonText.text(comparison))
        }
    }

    private static func json(_ comparison: RunComparison) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(comparison), as: UTF8.self)
    }
}
