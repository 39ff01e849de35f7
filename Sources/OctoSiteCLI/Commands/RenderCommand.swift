import ArgumentParser
import Workflows

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make the site from the store, and publish it.",
        discussion: "Sends no request. Files that have not changed are not written again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions
    @OptionGroup var waiting: WaitOptions
    @OptionGroup var archives: ArchiveOptions

    @Flag(help: "Make the pages of earlier runs again, too; otherwise they stay as they are published.")
    var archive = false

    func run() async throws {
        let settings = try Settings(common: common, site: site)
        let console = Console(common)
        _ = try await settings.render(
            console, archive: archive ? .rewrite : .keep, otherArchive: archives.otherArchive, patience: waiting.patience(console)
        )
    }
}
