import EmailOctopus
import Foundation
import TestSupport
import Testing

@testable import OctoSiteCLI

@Suite("Standard error")
struct StandardErrorTests {
    /// `exec` keeps the process's number, after which libmongoc names its shared memory.
    @Test("What a killed process left in shared memory is not complained of, whatever the command and the store")
    func sharedMemory() async throws {
        try await withTemporaryFolder { folder in
            for arguments in ["--version", "runs --quiet --store sqlite:none"] {
                let process = Process()
                process.executableURL = URL(filePath: "/bin/sh")
                let script = ": > /dev/shm/mongoc-$$; exec \"$0\" \(arguments)"
                process.arguments = ["-c", script, Program.binary.path]
                process.currentDirectoryURL = URL(filePath: folder)
                process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
                let complaints = Pipe()
                process.standardOutput = Pipe()
                process.standardError = complaints
                try process.run()
                let written = await Program.offPool { complaints.fileHandleForReading.readDataToEndOfFile() }
                await Program.wait(for: process)
                try? FileManager.default.removeItem(atPath: "/dev/shm/mongoc-\(process.processIdentifier)")
                #expect(!String(decoding: written, as: UTF8.self).contains("mongoc"))
            }
        }
    }

    /// What a shell makes of standard error, and whether a command that prints its result there still succeeds.
    @Test(
        "F26: messages that can't be written crash nothing, and are written into no other file",
        arguments: ["2>&-", "2>/dev/full", "2>&1 >/dev/null | true", "<&- 2>&-"])
    func unwritable(redirection: String) async throws {
        try await AccountWorld.run { world, run in
            let folder = world.folder
            func shell(_ command: String) async throws -> Int32 {
                let process = Process()
                process.executableURL = URL(filePath: "/bin/bash")
                process.arguments = ["-c", "set -o pipefail; \"$0\" \(command) \(redirection)", Program.binary.path]
                process.currentDirectoryURL = URL(filePath: folder)
                process.environment = world.environment.merging(["PATH": "/usr/bin:/bin", "HOME": folder]) { $1 }
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                return await Program.wait(for: process)
            }
            #expect(try await shell("build") == 0)
            #expect(await PublishedSite.isWhole("\(folder)/public"))
            #expect(try await shell("export --output all.csv") == 0)
            let exported = try String(contentsOfFile: "\(folder)/all.csv", encoding: .utf8)
            #expect(try await run("export").output == exported)
            #expect(try await shell("runs show no-such-run") == 64)
        }
    }

    @Test("F26: a result that there is nowhere to write to is an error")
    func noOutput() async throws {
        try await AccountWorld.run { world, run in
            #expect(try await run("sync").status == 0)
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", "\"$0\" verify >&-; test $? = 1", Program.binary.path]
            process.currentDirectoryURL = URL(filePath: world.folder)
            process.environment = world.environment.merging(["PATH": "/usr/bin:/bin", "HOME": world.folder]) { $1 }
            process.standardError = FileHandle.nullDevice
            try process.run()
            #expect(await Program.wait(for: process) == 0)
        }
    }

    @Test("Advice follows a sentence with one mark at its end", arguments: ["Is it right?", "It is wrong.", "It is wrong"])
    func advice(message: String) {
        let sentence = Advice.sentence(for: APIError(.refused, message: message, request: "GET /"))
        #expect(!sentence.contains("?.") && !sentence.contains(".."))
        #expect(
            sentence.hasSuffix(
                message.hasSuffix("wrong") ? "wrong. Check --base-url and --api." : "\(message) Check --base-url and --api."))
    }
}
