import ArgumentParser
import Workflows

struct NotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Try out the channels that `notify:` in octo-site.yml names.",
        discussion: """
            `build` tells them by itself: a problem at once and again when it is over, each campaign's results after the first \
            night, 3, 7 and 30 days, and a digest once a week; pings at the start and the end. Exits with 1 if a channel does \
            not take its message.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Send an invented message to every channel, and a success to every ping.")
    var test = false

    func validate() throws {
        guard test else { throw ValidationError("`octo-site notify` sends nothing by itself; say `octo-site notify --test`.") }
    }

    func run() async throws {
        let settings = try Settings(common: common)
        let console = Console(common)
        var isFine = true
        let options = settings.notifyOptions {
            isFine = false
            console.warn("\($0)")
        }
        guard !settings.channels.isEmpty else {
            throw UsageError(
                "No channel is configured. `notify:` in octo-site.yml names them; `octo-site init` writes an example.")
        }
        let workflow = try NotifyWorkflow(
            options, resources: settings.resources(), userAgent: Version.userAgent, onEvent: console.show)
        for answer in try await workflow.test() {
            switch answer.result {
            case .success: try StandardOutput.print("ok    \(answer.channel)")
            case .failure(let error):
                isFine = false
                try StandardOutput.print("WRONG \(answer.channel): \(error)")
            }
        }
        if !isFine { throw ExitStatus.Verdict(status: .failed) }
    }
}
