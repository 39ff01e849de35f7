import ArgumentParser
import EngagementStore
import Workflows

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs that the store knows, or show one.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a line for each run, oldest first.")

        @OptionGroup var common: CommonOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Settings(common: common).withStore(.existing) { store in
                let runs = try await store.runs()
                if json {
                    try StandardOutput.write(RunListJSON.list(runs))
                } else if !runs.isEmpty {
                    try StandardOutput.print(RunText.table(of: runs))
                }
                try await RunLookup.newestFinished(in: store)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what one run did.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The run's id or number, or `latest`.")
        var run: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let details = try await Settings(common: common).withStore(.existing) { try await RunDetails(of: run, in: $0) }
            if json {
                try StandardOutput.write(RunListJSON.run(details))
            } else {
                try StandardOutput.print(RunText.text(details))
            }
        }
    }
}
