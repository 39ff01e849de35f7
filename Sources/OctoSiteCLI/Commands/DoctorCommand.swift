import ArgumentParser
import Workflows

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything that a build needs, one line each; change nothing.",
        discussion: "Sends EmailOctopus one request. Exits with 1 if something is wrong.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var site: OutputOptions

    func run() async throws {
        let settings = try Settings(common: common, provider: provider, site: site)
        let (console, store) = (Console(common), try StoreAddress(settings.store))
        try StandardOutput.print(
            "ok    configuration: \(common.config ?? "flags, environment and \(ConfigurationFile.defaultPath), where there is one")"
        )
        if let warning = settings.warningAboutKeyFile { try StandardOutput.print("WARN  key: \(warning)") }
        var failure: (any Error)?
        let isHealthy = await DoctorWorkflow(
            store: store, output: settings.output, templates: settings.templates,
            secretFile: settings.secretFile, provider: { try settings.provider(console, warnsAboutKeyFile: false) }
        ).run { check, result in
            do { try StandardOutput.print(DoctorText.line(check, result)) } catch { failure = error }
        }
        if let failure { throw failure }
        if !isHealthy { throw ExitStatus.Verdict(status: .failed) }
    }
}
