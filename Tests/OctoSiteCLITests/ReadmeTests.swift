import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import OctoSiteCLI

/// The README is what people read first. It must not leave out what the program can do.
@Suite("The README")
struct ReadmeTests {
    private static func text() throws -> String {
        try String(contentsOf: Program.packageRoot.appending(path: "README.md"), encoding: .utf8)
    }

    @Test("names every command")
    func commands() throws {
        let text = try Self.text()
        for command in RootCommand.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            #expect(text.contains("`\(name)") || text.contains("octo-site \(name)"), "\(name)")
        }
    }
}
