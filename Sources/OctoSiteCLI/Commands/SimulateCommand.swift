import ArgumentParser
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

    @Flag(help: "Keep to the documented limits: 10 requests a second, 100 at once.")
    var limited = false

    @Option(help: ArgumentHelp("Milliseconds until an answer.", valueName: "ms"))
    var latency = 0

    @Flag(help: "Fail now and then in every way a provider fails: 500s, HTML, dropped and truncated bodies, hangs, 429s.")
    var faulty = false

    @Flag(help: "As on the free plan: no times in reports of campaigns older than 30 days.")
    var freePlan = false

    func run() async throws {
        var options = SimulatorOptions()
        options.latency = .milliseconds(latency)
        options.limit = limited ? .documented : nil
        options.faults = faulty ? Faults() : nil
        options.isFreePlan = freePlan
        let server = SimulatedServer(account: simulation.account, options: options, port: port)
        try await server.start()
        print(
            """
            A simulated EmailOctopus, day \(simulation.day); Ctrl-C ends it, a line `day` lets a day pass.
              v2    EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v2Key) octo-site build --base-url \(server.v2URL)
              v1.6  EMAILOCTOPUS_API_KEY=\(SimulatorOptions.v1_6Key) octo-site build --base-url \(server.v1_6URL)
            """)
        fflush(nil)
        let typing = Task.detached {
            while let line = readLine() {
                guard line.trimmingCharacters(in: .whitespaces) == "day" else { continue }
                server.advance(days: 1)
                print("Day \(server.account.day): \(server.account.sentCampaigns.count) sent campaigns")
                fflush(nil)
            }
        }
        await server.waitUntilStopped()
        typing.cancel()
        try Task.checkCancellation()
    }
}
