import ArgumentParser

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Measure, render and publish what the store holds.",
        discussion: "Asks nothing of the provider. What has not changed is not written again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions

    @Flag(help: "Make the pages of earlier runs anew, too; else they stay as they are published.")
    var archive = false

    func run() async throws {
        let job = try RenderJob(settings: try Settings(common: common, site: site), console: Console(common))
        _ = try await job.openAndRender(archive: archive ? .rewrite : .keep)
    }
}
