import Foundation
import Simulator
import TestSupport
import Testing

/// What is said where something is odd, and what is left alone.
@Suite("Odd files and addresses", .serialized)
struct WordsTests {
    @Test("F30: a key of megabytes is no key, from the file or the environment")
    func key() async throws {
        try await withTemporaryFolder { folder in
            let text = String(repeating: "k", count: 10 << 20)
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/key"))
            try Data("api_key_file: key\n".utf8).write(to: URL(filePath: "\(folder)/octo-site.yml"))
            let file = try await Program.run(["sync"], in: folder)
            #expect(file.status == 64 && file.complaints.contains("has 10485760 bytes: it is not the file of a key"))
            let environment = ["EMAILOCTOPUS_API_KEY": String(text.prefix(2_000))]
            let variable = try await Program.run(["sync"], in: folder, environment: environment)
            #expect(variable.status == 64 && variable.complaints.contains("has 2000 bytes: it is not a key"))
        }
    }

    @Test("F31: a configuration of megabytes is refused before it is read")
    func configuration() async throws {
        try await withTemporaryFolder { folder in
            let lines = String(repeating: "key: value\n", count: 1 << 20)
            try Data(lines.utf8).write(to: URL(filePath: "\(folder)/octo-site.yml"))
            let result = try await Program.run(["runs"], in: folder)
            #expect(result.status == 64 && result.complaints.contains("has 11534336 bytes"))
        }
    }

    @Test("F31: init writes through no link")
    func link() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/octo-site.yml", withDestinationPath: "elsewhere")
            let result = try await Program.run(["init"], in: folder)
            #expect(result.status == 64 && result.complaints.contains("octo-site.yml"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/elsewhere"))
        }
    }

    @Test(
        "F30, F31: a MongoDB address that can't be used is named for what it is",
        arguments: [
            ("mongodb+srv://localhost/x", "one name of at least three parts"),
            ("mongodb+srv://user:secret@cluster.octo-site.invalid/x", "can look up the names"),
            ("mongodb://127.0.0.1/admin", "which is the server's own"),
            ("mongodb://user:secret@127.0.0.1/config", "emailoctopus_db?authSource=config"),
        ])
    func addresses(uri: String, words: String) async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(["runs", "--store", uri], in: folder)
            #expect(result.status == 1 && result.complaints.contains(words), "\(result.complaints)")
            #expect(!result.complaints.contains("secret"))
        }
    }

    @Test(
        "F30: an address that asks for unacknowledged writes gets acknowledged ones",
        .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
    func unacknowledged() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                let uri = try await Mongod.shared.value.newDatabase() + "&w=0"
                let result = try await Program.run(["sync", "--store", uri], in: folder, environment: environment)
                #expect(result.status == 0, "\(result.complaints)")
            }
        }
    }
}
