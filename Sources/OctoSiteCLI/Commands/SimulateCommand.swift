import ArgumentParser
import Basics
import Foundation
import Metrics
import Simulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Run a simulated EmailOctopus on this machine, with both API versions.",
        discussion: """
            Let a sync read it with --base-url. The account is deterministic. Its time advances with --day, and by a day \
            with each line `day` that is typed.
            """)

    @OptionGroup var simulation: SimulationOptions

    @Option(help: "The port on 127.0.0.1; 0 chooses a free one.")
    var port: UInt16 = 8787

    @Option(help: ArgumentHelp("Milliseconds before each answer.", valueName: "ms"))
    var latency = 0

    @Option(
        name: .customLong("quirk"),
        help: ArgumentHelp(
            "A behaviour that some real accounts have; may be given several times. `list` prints all.", valueName: "name"))
    var quirks: [String] = []

    func run() async throws {
        if quirks == ["list"] { return try Self.printQuirks() }
        var options = SimulatorOptions()
        options.latency = .milliseconds(latency)
        for name in quirks {
            guard let quirk = Quirk(rawValue: name) else {
                let nearest =
                    EditDistance.nearest(to: name, among: Quirk.allCases.map(\.rawValue))
                    .map { "; the nearest is “\($0)”" } ?? ""
                throw UsageError("--quirk: there is no “\(name)”\(nearest). `--quirk list` prints them all.")
            }
            quirk.apply(to: &options, of: simulation.account)
        }
        let server = SimulatedServer(account: simulation.account, options: options, port: port)
        try await server.start()
        try StandardOutput.print(
            """
            A simulated EmailOctopus, day \(simulation.day); Ctrl-C ends it, typing `day` advances it by a day.
              v2    EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v2Key) octo-site build --base-url \(server.v2URL)
              v1.6  EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v16Key) octo-site build --base-url \(server.v16URL)
            """)
        TypedLines.read { line in
            guard line == "day" else { return }
            server.advance(days: 1)
            do {
                try StandardOutput.print(
                    "Day \(server.account.day): \(counted(server.account.sentCampaigns.count, "sent campaign"))")
            } catch {
                ExitStatus.exit(for: error)
            }
        }
        await server.waitUntilStopped()
        try Task.checkCancellation()
    }

    private static func printQuirks() throws {
        try StandardOutput.print(
            TextTable(head: ["Quirk", ""], rows: Quirk.allCases.map { [$0.rawValue, $0.explanation] }).text)
    }
}
