import ArgumentParser
import EmailOctopus
import Engagement
import Foundation
import Metrics
import Simulator

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "See it work: sync a simulated account over HTTP, twice, and publish its site.",
        discussion: """
            Everything is real but the account: HTTP, SQLite, merge, reconciliation, site. Between the two builds the \
            account's time moves on by a day, so that the second finds new opens, clicks and a new campaign.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions
    @OptionGroup var simulation: SimulationOptions

    @Option(help: "The API version that is spoken: v2 or v1.6.")
    var api = "v2"

    @Option(help: ArgumentHelp("How many days the account's life is followed, a build each, after the first.", valueName: "n"))
    var days = 1

    static let defaultStore = "octo-site-demo.sqlite"

    func run() async throws {
        let console = Console(common)
        let store = common.store ?? "sqlite:\(Self.defaultStore)"
        if common.store == nil { try Self.removeEarlierDemo() }
        try await SimulatedServer.run(account: simulation.account) { server in
            let settings = try settings(server: server, store: store)
            for day in 0...days {
                if day > 0 {
                    server.advance(days: 1)
                    console.say("A day passes in the account.")
                }
                let clock = AccountClock(server: server)
                let job = try BuildJob(
                    settings: settings, console: console, coverage: try CoverageOptions.parse([]), now: clock.now)
                let started = ContinuousClock.now
                let outcome = try await job.run()
                console.say("Build \(day + 1) took \(Self.seconds(since: started)) s.")
                try outcome.leaveIfContradicted()
            }
        }
        print(
            """

            The site is in \(outputFolder)/. Look at it with

                \(Self.programName) serve --output \(outputFolder) --open

            or open \(URL(filePath: outputFolder).appending(path: SitePage.overview.html).path) in a browser. The totals:

                \(Self.programName) verify --store \(store)
            """)
    }

    private var outputFolder: String { site.output ?? Settings.defaults.output }

    private func settings(server: SimulatedServer, store: String) throws -> Settings {
        guard let version = APIVersion(rawValue: api) else { throw UsageError("--api: “\(api)” is none of v2, v1.6.") }
        var common = common
        common.store = store
        let environment = [
            "EMAILOCTOPUS_API_KEY": version == .v2 ? SimulatorOptions.v2Key : SimulatorOptions.v16Key,
            "OCTO_SITE_BASE_URL": version == .v2 ? server.v2URL : server.v16URL, "OCTO_SITE_API": version.rawValue,
            "OCTO_SITE_RATE": "0", "OCTO_SITE_TITLE": "Simulated account",
        ]
        return try Settings(common: common, site: site, environment: environment)
    }

    /// The demo's account always begins on its first day, and so does its store.
    private static func removeEarlierDemo() throws {
        for suffix in ["", "-wal", "-shm"] {
            let path = defaultStore + suffix
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> String {
        let tenths = Int(((ContinuousClock.now - start) / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static var programName: String {
        CommandLine.arguments.first.map { $0.contains("/") ? $0 : "octo-site" } ?? "octo-site"
    }
}

/// The account's own time, going on from where it stands: the demo's runs happen when its opens and clicks do.
private struct AccountClock: Sendable {
    private let base: Timestamp
    private let started = ContinuousClock.now

    init(server: SimulatedServer) { base = server.account.now }

    var now: @Sendable () -> Timestamp {
        { [base, started] in
            Timestamp(seconds: base.seconds + Int64((ContinuousClock.now - started) / .seconds(1)))
        }
    }
}
