import ArgumentParser
import CLinux
import Files

/// The program: parses the command line, runs the command, and ends with the status that ``ExitStatus`` decides.
package enum OctoSite {
    package static func run() async -> Never {
        OpenFile.completeStandardDescriptors()
        linux_share_heaps()
        // Lowering a limit is always allowed. A core file would hold the API key.
        _ = linux_forbid_core_files()
        Interruption.ignoreBrokenPipes()
        do {
            try await Interruption.cancelling {
                var command = try RootCommand.parseAsRoot()
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            }
        } catch {
            ExitStatus.exit(for: error)
        }
        ExitStatus.exit(with: .fine)
    }
}

struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "octo-site",
        abstract: "Who engaged with your EmailOctopus campaigns, proved against EmailOctopus' own totals.",
        discussion: """
            A nightly `octo-site build` syncs every campaign, compares what is stored with EmailOctopus' summaries, and \
            publishes a static site with charts and CSVs. The API key comes from EMAILOCTOPUS_API_KEY or from the file \
            named by `api_key_file:` in octo-site.yml, never from a flag.

            Exit status: 0 fine; 1 failed, nothing published; 3 published, but something does not match EmailOctopus or is \
            incomplete; 64 usage; 75 another run holds the lock; 129/130/143 interrupted.
            """,
        version: Version.described,
        subcommands: commands)

    private static let commands: [any ParsableCommand.Type] = [
        BuildCommand.self, SyncCommand.self, RenderCommand.self, VerifyCommand.self, ExportCommand.self, RunsCommand.self,
        CompareCommand.self, ExplainCommand.self, RollbackCommand.self, ForgetCommand.self, CopyCommand.self, ImportCommand.self,
        DoctorCommand.self, InitCommand.self, NotifyCommand.self, ServeCommand.self, SimulateCommand.self, DemoCommand.self,
    ]
}
