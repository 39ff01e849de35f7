import ArgumentParser
import Basics
import Foundation
import Simulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Serve a simulated EmailOctopus on this machine, both API versions.",
        discussion: """
            Point a sync at it with --base-url. The account is deterministic; its time moves on with --day, or with \
            every line that is typed (`day`).
            """)

    @OptionGroup var simulation: SimulationOptions

    @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
    var port: UInt16 = 8787

    @Option(help: ArgumentHelp("Milliseconds until an answer.", valueName: "ms"))
    var latency = 0

    @Option(
        name: .customLong("quirk"),
        help: ArgumentHelp(
            "A way in which real accounts differ; may be given several times. `list` prints them.", valueName: "name"))
    var quirks: [String] = []

    func run() async throws {
        if quirks == ["list"] { return Self.printQuirks() }
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
        print(
            """
            A simulated EmailOctopus, day \(simulation.day); Ctrl-C ends it, a line `day` lets a day pass.
              v2    EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v2Key) octo-site build --base-url \(server.v2URL)
              v1.6  EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v16Key) octo-site build --base-url \(server.v16URL)
            """)
        fflush(nil)
        TypedLines.read { line in
            guard line == "day" else { return }
            server.advance(days: 1)
            print("Day \(server.account.day): \(server.account.sentCampaigns.count) sent campaigns")
            fflush(nil)
        }
        await server.waitUntilStopped()
        try Task.checkCancellation()
    }

    private static func printQuirks() {
        print(TextTable(head: ["Quirk", ""], rows: Quirk.allCases.map { [$0.rawValue, $0.explanation] }).text)
    }
}

/// What a person types, line by line, without the blanks around it.
private enum TypedLines {
    /// On a thread of its own, as it may wait for ever. Not by `readLine`, which holds standard input's lock while it waits: the
    /// program takes that lock to end.
    static func read(_ take: @escaping @Sendable (String) -> Void) {
        Thread.detachNewThread {
            var rest: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 1_024)
            while case let count = unsafe Foundation.read(STDIN_FILENO, &bytes, bytes.count), count > 0 {
                rest += bytes[..<count]
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    take(String(decoding: rest[..<end], as: UTF8.self).trimmingCharacters(in: .whitespaces))
                    rest.removeSubrange(...end)
                }
            }
        }
    }
}
