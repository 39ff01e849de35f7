import ArgumentParser
import Foundation
import Workflows

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Show the published site in a browser, on this machine only.",
        discussion: "For publishing, any web server can host the output folder: `octo-site init --web-server nginx`.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions

    @Option(help: "The port on 127.0.0.1; 0 chooses a free one.")
    var port: UInt16 = 8080

    @Option(
        name: .customLong("allow-host"),
        help: ArgumentHelp(
            "Answer to this name, too, as behind a proxy; may be given several times. Otherwise only 127.0.0.1, localhost and "
                + "[::1] are answered.", valueName: "name"))
    var allowedHosts: [String] = []

    @Flag(help: "Open it in the browser.")
    var open = false

    @Flag(help: "Render again whenever a template or a file of the site changes.")
    var watch = false

    func run() async throws {
        let settings = try Settings(common: common, site: site)
        let console = Console(common)
        guard FileManager.default.fileExists(atPath: settings.output) else {
            throw UsageError("There is no site at \(settings.output) yet. Run `octo-site build` first, or name it with --output.")
        }
        let server = try PreviewServer(folder: settings.output, port: port, allowedHosts: allowedHosts)
        let opensBrowser = open
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run { url in
                    try StandardOutput.print("Serving \(settings.output) at \(url) (Ctrl-C ends it)")
                    if opensBrowser { Self.openBrowser(url, console: console) }
                }
            }
            if watch {
                let watch = WatchWorkflow(
                    resources: try settings.resources(), render: { try await settings.render(console) }, onEvent: console.show)
                group.addTask { try await watch.run() }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private static func openBrowser(_ url: String, console: Console) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["xdg-open", url]
        do { try process.run() } catch { console.warn("No browser could be opened: \(error.localizedDescription)") }
    }
}
