import ArgumentParser
package import EmailOctopus
import Engagement
import Foundation
import Workflows

extension APIVersion: ExpressibleByArgument {}

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

    @Option(help: "The API version that is used.")
    var api = APIVersion.v2

    @Option(help: ArgumentHelp("How many days the account's life is followed, a build each, after the first.", valueName: "n"))
    var days = 1

    static let defaultStore = "octo-site-demo.sqlite"

    func run() async throws {
        var common = common
        common.store = common.store ?? "sqlite:\(Self.defaultStore)"
        let settings = try Settings(common: common, site: site, environment: ["OCTO_SITE_TITLE": "Simulated account"])
        if self.common.store == nil { try Self.removeEarlierDemo() }
        let console = Console(common)
        let progress = SyncProgress(console: console)
        defer { progress.finish() }
        let outcome = try await DemoWorkflow(
            account: simulation.account, version: api, days: days, store: try StoreAddress(settings.store),
            sync: settings.syncOptions(), render: settings.renderOptions(), resources: try settings.resources(),
            userAgent: Version.userAgent
        ) { event in
            switch event {
            case .dayPassed: console.log("A day passes in the account.")
            case .build(let event): progress.show(event)
            case .built(let number, let duration): console.log("Build \(number) took \(Self.seconds(duration)) s.")
            }
        }.run()
        try outcome.exitIfContradicted()
        print(receipt(settings))
    }

    private func receipt(_ settings: Settings) -> String {
        """

        The site is in \(settings.output)/. Look at it with

            \(Self.programName) serve --output \(settings.output) --open

        or open \(URL(filePath: settings.output).appending(path: SitePage.overview.html).path) in a browser. The totals:

            \(Self.programName) verify --store \(settings.store)
        """
    }

    /// The demo's account always begins on its first day, and so does its store.
    private static func removeEarlierDemo() throws {
        for suffix in ["", "-wal", "-shm"] {
            let path = defaultStore + suffix
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static var programName: String {
        CommandLine.arguments.first.map { $0.contains("/") ? $0 : "octo-site" } ?? "octo-site"
    }
}
