import ArgumentParser
import Basics
package import Engagement
import Files
import Foundation
import Workflows

extension WebServer: ExpressibleByArgument {}
extension Schedule: ExpressibleByArgument {}
extension PrivacyLevel: ExpressibleByArgument {}

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented octo-site.yml, or print a configuration for a web server or a nightly run.",
        discussion: """
            On a terminal it asks for the API key, the lists, the privacy, the title and the folder, unless one of the options \
            below gives a value. The key is written into a file of its own that only you can read.
            """)

    @Option(help: ArgumentHelp("Print a snippet for this server instead: nginx, caddy or apache.", valueName: "name"))
    var webServer: WebServer?

    @Option(help: ArgumentHelp("Print what runs a build every night instead: systemd or cron.", valueName: "name"))
    var schedule: Schedule?

    @Option(help: ArgumentHelp("Where the configuration is written, or is.", valueName: "file"))
    var config = ConfigurationFile.defaultPath

    @Option(help: SettingKey.apiKeyFile.help)
    var apiKeyFile: String?

    @Option(
        name: .customLong("list"),
        help: ArgumentHelp("A list whose campaigns count; may be given several times.", valueName: "id or name"))
    var lists: [String] = []

    @Option(help: SettingKey.privacy.help)
    var privacy: PrivacyLevel?

    @Option(help: SettingKey.title.help)
    var title: String?

    @Option(help: SettingKey.output.help)
    var output: String?

    func run() async throws {
        if let webServer {
            return try StandardOutput.write(webServer.configuration(in: Resources.find().site))
        }
        if let schedule { return try StandardOutput.write(text(of: schedule)) }
        guard !FileManager.default.fileExists(atPath: config) else {
            throw UsageError("\(config) exists already; nothing was written. Edit it, or choose another name with --config.")
        }
        let settings = try await firstSettings()
        try write(settings)
        let wrote = settings.key == nil ? config : "\(config), and the key into \(FirstQuestions.keyFile(of: config))"
        let key =
            hasKey(settings) ? "Run `octo-site build`." : "Put your key into EMAILOCTOPUS_API_KEY, then run `octo-site build`."
        try StandardOutput.print("Wrote \(wrote). \(key)")
    }

    private func firstSettings() async throws -> FirstSettings {
        let given = FirstSettings(
            privacy: privacy, title: title, output: output, keyFile: apiKeyFile,
            lists: lists.map { ContactList(id: $0, name: "") })
        guard given.values.isEmpty, given.lists.isEmpty, Dialogue.isPossible else { return given }
        var questions = FirstQuestions(configuration: config, environment: ProcessInfo.processInfo.environment)
        return try await questions.settings()
    }

    private func hasKey(_ settings: FirstSettings) -> Bool {
        settings.keyFile != nil || ProcessInfo.processInfo.environment["EMAILOCTOPUS_API_KEY"]?.isVisible == true
    }

    /// The key first: a configuration without the file that it names would be of no use.
    private func write(_ settings: FirstSettings) throws {
        let keyFile = FirstQuestions.keyFile(of: config)
        do {
            if let key = settings.key { try FileSystem.write(Array("\(key)\n".utf8), to: keyFile, permissions: 0o600) }
            do throws(FileError) {
                // For its owner only: it may name a database's password.
                try FileSystem.write(Array(ConfigurationTemplate.text(settings).utf8), to: config, permissions: 0o600)
            } catch {
                if settings.key != nil { try FileManager.default.removeItem(atPath: keyFile) }
                throw error
            }
        } catch let error as FileError {
            if error.reason == .noSpace { throw error }
            throw UsageError("\(error) Check its folder's permissions, or choose another name with --config.")
        }
    }

    private func text(of schedule: Schedule) throws -> String {
        let file =
            FileManager.default.fileExists(atPath: config) ? try ConfigurationFile.read(config) : ConfigurationFile(path: config)
        let settings = try Settings(SettingReader(flags: [:], environment: [:], file: file))
        let path = URL(filePath: config).standardizedFileURL.path
        let store = [try StoreAddress(settings.store).path].compactMap { $0 }
        let written = [settings.output, settings.secretFile] + store + [settings.metricsFile].compactMap { $0 }
        let folders = written.map { URL(filePath: $0).standardizedFileURL.deletingLastPathComponent().path }
        return try schedule.text(in: Resources.find().site, configuration: path, folders: Set(folders), user: NSUserName())
    }
}
