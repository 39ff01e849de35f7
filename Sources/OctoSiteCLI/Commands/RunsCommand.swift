import ArgumentParser
import Basics
import Engagement
import EngagementStore
import Metrics
import Workflows

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs the store keeps, or show one.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One line a run, oldest first.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Settings(common: common).withStore(.existing) { store in
                let runs = try await store.runs()
                if !runs.isEmpty { Self.show(runs) }
                try await RunLookup.newestFinished(in: store)
            }
        }

        private static func show(_ runs: [Run]) {
            let rows = runs.map { run in
                [
                    String(run.number), run.id, run.state.rawValue, run.api, RunsCommand.walked(run),
                    Format.count(run.requests), RunsCommand.duration(run), Format.count(run.totals?.counts.participants ?? 0),
                    Format.count(run.totals?.counts.engaged ?? 0),
                ]
            }
            let head = ["No", "Run", "State", "API", "Walked", "Requests", "Took", "Participants", "Engaged"]
            print(TextTable(head: head, rows: rows, rightAligned: [0, 5, 6, 7, 8]).text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What one run did.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The run's id or number, or `latest`.")
        var run: String

        func run() async throws {
            let details = try await Settings(common: common).withStore(.existing) { try await RunDetails(of: self.run, in: $0) }
            let run = details.run
            let gained = ReportKind.allCases.map { "\(Format.count(run.gained[$0] ?? 0)) \($0.rawValue)" }
            print(
                """
                Run \(run.number) (\(run.id)): \(run.state.rawValue)
                Began \(run.startedAt), took \(RunsCommand.duration(run)), \(RunsCommand.origin(run))
                First reported: \(gained.joined(separator: ", "))
                """)
            if let totals = run.totals { print(VerifyText.totals(totals.counts)) }
            let rows = details.certificates.map { RunsCommand.cells(of: $0, title: details.titles[$0.campaignID]) }
            if !rows.isEmpty {
                let head = ["Campaign", "Report", "Walk", "Pages", "Rows", "Distinct", "Before", "After"]
                print("\n" + TextTable(head: head, rows: rows, rightAligned: [3, 4, 5, 6, 7]).text)
            }
            for sentence in details.reconciliation.map(VerifyText.contradictions) ?? [] { print(sentence) }
        }
    }

    private static func cells(of certificate: Certificate, title: String?) -> [String] {
        let numbers = [certificate.pages, certificate.rows, certificate.distinct].map(Format.count)
        let expected = [certificate.expectedBefore, certificate.expectedAfter].map { $0.map(Format.count) ?? "–" }
        let name = ProgressBar.clipped(title ?? certificate.campaignID, to: 40)
        return [name, certificate.kind.rawValue, certificate.ending.rawValue] + numbers + expected
    }

    private static func origin(_ run: Run) -> String {
        run.api == Run.imported
            ? "read from the old scripts' files" : "\(Format.count(run.requests)) requests, API \(run.api)"
    }

    private static func walked(_ run: Run) -> String {
        if run.api == Run.imported { return "files" }
        return run.isFull ? "everything" : "what moved"
    }

    static func duration(_ run: Run) -> String {
        run.endedAt.map { DurationText.text(seconds: Double($0.seconds - run.startedAt.seconds)) } ?? "–"
    }
}
