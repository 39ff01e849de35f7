import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import OctoSiteCLI

/// A new command is in the list of commands, and in the README, which people read first.
@Suite("The list of commands")
struct CommandListTests {
    private static func text() throws -> String {
        try String(contentsOf: Program.packageRoot.appending(path: "README.md"), encoding: .utf8)
    }

    @Test("Every type in a file of Commands is a command of the program")
    func commandFiles() throws {
        let folder = Program.packageRoot.appending(path: "Sources/OctoSiteCLI/Commands")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("Command.swift") }
        let types = RootCommand.configuration.subcommands.map { "\($0).swift" }
        #expect(types.sorted() == files.sorted())
    }

    @Test("The README names every command")
    func commands() throws {
        let text = try Self.text()
        for command in RootCommand.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            #expect(text.contains("`\(name)") || text.contains("octo-site \(name)"), "\(name)")
        }
    }
}
