import ArgumentParser
import Files
import Foundation
import Workflows

extension WebServer: ExpressibleByArgument {}
extension Schedule: ExpressibleByArgument {}

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented octo-site.yml, or print a configuration for a web server or a nightly run.")

    @Option(help: ArgumentHelp("Print a snippet for this server instead: nginx, caddy or apache.", valueName: "name"))
    var webServer: WebServer?

    @Option(help: ArgumentHelp("Print what runs a build every night instead: systemd or cron.", valueName: "name"))
    var schedule: Schedule?

    @Option(help: ArgumentHelp("Where the configuration is written, or is.", valueName: "file"))
    var config = ConfigurationFile.defaultPath

    func run() async throws {
        if let webServer {
            return try StandardOutput.write(webServer.configuration(in: Resources.find().site))
        }
        if let schedule { return try StandardOutput.write(text(of: schedule)) }
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

    private func text(of schedule: Schedule) throws -> String {
        let file =
            FileManager.default.fileExists(atPath: config) ? try ConfigurationFile.read(config) : ConfigurationFile(path: config)
        let settings = try Settings(SettingReader(flags: [:], environment: [:], file: file))
        let path = URL(filePath: config).standardizedFileURL.path
        let store = settings.store.hasPrefix("sqlite:") ? [String(settings.store.dropFirst(7))] : []
        let written = [settings.output, settings.secretFile] + store + [settings.metricsFile].compactMap { $0 }
        let folders = written.map { URL(filePath: $0).standardizedFileURL.deletingLastPathComponent().path }
        return try schedule.text(in: Resources.find().site, configuration: path, folders: Set(folders), user: NSUserName())
    }
}
