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

    @Test("Advice follows a sentence with one mark at its end", arguments: ["Is it right?", "It is wrong.", "It is wrong"])
    func advice(message: String) {
        let sentence = Advice.sentence(for: APIError(.refused, message: message, request: "GET /"))
        #expect(!sentence.contains("?.") && !sentence.contains(".."))
        #expect(
            sentence.hasSuffix(
                message.hasSuffix("wrong") ? "wrong. Check --base-url and --api." : "\(message) Check --base-url and --api."))
    }
}
