import ArgumentParser
import Workflows

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show everything that the store knows about one contact.",
        discussion: """
            For every campaign: which reports list the contact, since which run, when EmailOctopus says it happened, and \
            whether an open is reported or implied by a click, or a row is kept here though EmailOctopus no longer lists it.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "A contact's id, or an e-mail address.")
    var contact: String

    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let settings = try Settings(common: common)
        let explanation = try await settings.withStore(.existing) { store in
            try await ExplainWorkflow(
                store: store, contact: contact, campaigns: Set(campaigns), secretFile: settings.secretFile
            ).run()
        }
        if json {
            try StandardOutput.write(ExplanationJSON.json(explanation))
        } else {
            try StandardOutput.print(ExplanationText.text(explanation, isWholeStory: campaigns.isEmpty))
        }
    }
}
