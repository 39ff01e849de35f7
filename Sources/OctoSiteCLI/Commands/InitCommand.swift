import ArgumentParser
import Files
import Foundation
import Workflows

extension WebServer: ExpressibleByArgument {}

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented octo-site.yml, or print a web server's configuration for the site.")

    @Option(help: ArgumentHelp("Print a snippet for this server instead: nginx, caddy or apache.", valueName: "name"))
    var webServer: WebServer?

    @Option(help: ArgumentHelp("Where the configuration is written.", valueName: "file"))
    var config = ConfigurationFile.defaultPath

    func run() async throws {
        if let webServer {
            return try StandardOutput.write(webServer.configuration(in: Resources.find().site))
        }
        guard !FileManager.default.fileExists(atPath: config) else {
            throw UsageError("\(config) exists already; nothing was written. Edit it, or choose another name with --config.")
        }
        do {
            // For its owner only: it may name a database's password.
            try FileSystem.write(Array(ConfigurationTemplate.text.utf8), to: config, permissions: 0o600)
        } catch {
            if error.reason == .noSpace { throw error }
            throw UsageError("\(error) Check its folder's permissions, or choose another name with --config.")
        }
        try StandardOutput.print("Wrote \(config). Put your key into EMAILOCTOPUS_API_KEY, then run `octo-site build`.")
    }
}
