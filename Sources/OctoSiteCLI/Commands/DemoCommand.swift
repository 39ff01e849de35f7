import ArgumentParser
package import EmailOctopus
import Engagement
import Foundation
import Workflows

extension APIVersion: ExpressibleByArgument {}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try it: sync a simulated account twice over HTTP, and publish its site.",
        discussion: """
            Everything but the account is real: HTTP, SQLite, merge, comparison, site. Between the two builds the account's \
            time advances by a day, so that the second build finds new opens, clicks and a new campaign.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions
    @OptionGroup var simulation: SimulationOptions
    @OptionGroup var waiting: WaitOptions

    @Option(help: "The API version that is used.")
    var api = APIVersion.v2

    @Option(help: ArgumentHelp("How many days pass after the first build, each followed by another build.", valueName: "n"))
    var days = 1

    static let defaultStore = "octo-site-demo.sqlite"

    func run() async throws {
        var common = common
        common.store = common.store ?? "sqlite:\(Self.defaultStore)"
        let settings = try Settings(common: common, site: site, environment: ["OCTO_SITE_TITLE": "Simulated account"])
        let console = Console(common)
        let progress = SyncProgress(console: console)
        defer { progress.finish() }
        let outcome = try await DemoWorkflow(
            account: simulation.account, version: api, days: days, store: try StoreAddress(settings.store),
            replacesStore: self.common.store == nil, sync: settings.syncOptions(), render: settings.renderOptions(),
            resources: try settings.resources(),
            userAgent: Version.userAgent, patience: waiting.patience(console)
        ) { event in
            switch event {
            case .dayPassed: console.log("A day passes in the account.")
            case .build(let event): progress.show(event)
            case .built(let number, let duration): console.log("Build \(number) took \(Self.seconds(duration)) s.")
            }
        }.run()
        try outcome.exitIfContradicted()
        try StandardOutput.print(receipt(settings))
    }

    private func receipt(_ settings: Settings) -> String {
        """

        The site is in \(settings.output)/. Open it with

            \(Self.programName) serve --output \(settings.output) --open

        or open \(URL(filePath: settings.output).appending(path: SitePage.overview.html).path) in a browser. The totals:

            \(Self.programName) verify --store \(settings.store)
        """
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static var programName: String {
        CommandLine.arguments.first.map { $0.contains("/") ? $0 : "octo-site" } ?? "octo-site"
    }
}
