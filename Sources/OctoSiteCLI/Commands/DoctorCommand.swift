import ArgumentParser
import Engagement
import Workflows

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything that a build needs, one line each; change nothing.",
        discussion: "Sends EmailOctopus one request, and no message. Exits with 1 if something is wrong.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var site: OutputOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let settings = try Settings(common: common, provider: provider, site: site)
        let (console, store) = (Console(common), try StoreAddress(settings.store))
        let configuration = common.config ?? "flags, environment and \(ConfigurationFile.defaultPath), where there is one"
        var checks = [DoctorText.json("configuration", "ok", configuration)]
        if !json { try StandardOutput.print("ok    configuration: \(configuration)") }
        if let warning = settings.warningAboutKeyFile {
            checks.append(DoctorText.json("key", "warning", warning))
            if !json { try StandardOutput.print("WARN  key: \(warning)") }
        }
        var failure: (any Error)?
        var unusable: [UsageError] = []
        let options = settings.notifyOptions { unusable.append($0) }
        for problem in unusable {
            checks.append(DoctorText.json("notify", "wrong", "\(problem)"))
            if !json { try StandardOutput.print("WRONG notify: \(problem)") }
        }
        let notifications =
            options.channels.isEmpty
            ? nil
            : try NotifyWorkflow(
                options, resources: settings.resources(), userAgent: Version.userAgent, onEvent: console.show)
        let isFine = await DoctorWorkflow(
            store: store, output: settings.output, templates: settings.templates,
            secretFile: settings.secretFile, notifications: notifications,
            provider: { try settings.provider(console, warnsAboutKeyFile: false) }
        ).run { check, result in
            checks.append(DoctorText.json(check, result))
            guard !json else { return }
            do { try StandardOutput.print(DoctorText.line(check, result)) } catch { failure = error }
        }
        if let failure { throw failure }
        let isHealthy = isFine && unusable.isEmpty
        if json {
            try StandardOutput.write(JSON.object([("healthy", .flag(isHealthy)), ("checks", .array(checks))]))
        }
        if !isHealthy { throw ExitStatus.Verdict(status: .failed) }
    }
}
