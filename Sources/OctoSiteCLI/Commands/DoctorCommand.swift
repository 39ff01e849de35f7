import ArgumentParser
import EmailOctopus
import Engagement
import EngagementStore
import Foundation
import Metrics
import Sync

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything a build needs, one line each; changes nothing.",
        discussion: "Costs the provider one request. Exits with 1 if something is wrong.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var site: OutputOptions

    func run() async throws {
        var isHealthy = true
        func check(_ what: String, _ body: () async throws -> String) async {
            do {
                print("ok    \(what): \(try await body())")
            } catch {
                isHealthy = false
                print("WRONG \(what): \((error as? APIError).map(Advice.sentence) ?? "\(error)")")
            }
        }
        let settings = try Settings(common: common, provider: provider, site: site)
        await check("configuration") {
            common.config ?? "flags, environment and \(ConfigurationFile.defaultPath), where there is one"
        }
        await check("templates") { try Resources.find().templates.path }
        await check("store") { try await Self.describeStore(settings) }
        await check("output") { try Self.describeOutput(settings.output) }
        await check("provider") {
            let provider = try Provider(settings, console: Console(common))
            let page = try await provider.source.campaigns(after: nil)
            return
                "\(provider.source.version.rawValue) answers at \(provider.address); \(page.rows.count) campaigns on the first page"
        }
        if !isHealthy { throw ExitStatus.Verdict(status: .failed) }
    }

    private static func describeStore(_ settings: Settings) async throws -> String {
        let path = settings.store.hasPrefix("sqlite:") ? String(settings.store.dropFirst("sqlite:".count)) : nil
        if let path, !FileManager.default.fileExists(atPath: path) { return "\(path) will be made by the first build" }
        let store = try await StoreOpening.open(settings.store)
        let runs = try await store.runs()
        let tombstones = try await store.tombstones()
        if !tombstones.isEmpty { _ = try await Secret.filter(for: store, secretFile: settings.secretFile) }
        await store.close()
        let last = runs.last.map { ", the last one \($0.id) (\($0.state.rawValue))" } ?? ""
        return "\(store.name) opens; \(Format.count(runs.count)) runs\(last)"
    }

    private static func describeOutput(_ output: String) throws -> String {
        let folder = URL(filePath: output).standardizedFileURL
        let parent = folder.deletingLastPathComponent()
        guard FileManager.default.isWritableFile(atPath: parent.path) else {
            guard FileManager.default.isWritableFile(atPath: folder.path) else {
                throw UsageError("neither \(folder.path) nor its parent can be written; choose another with --output.")
            }
            return "\(folder.path) can be written, its parent can't: files will be published one by one, in place"
        }
        return "\(folder.path) can be exchanged in one step"
    }
}
