import ArgumentParser
import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

@testable import OctoSiteCLI

/// What commands print: whole or not at all, and harmless to a terminal.
@Suite("Standard output and standard error", .serialized)
struct StandardOutputTests {
    private static let settings = ["OCTO_SITE_RATE": "0", "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key]

    private static func lines(of text: String) throws -> [[String: String]] {
        try text.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(object).mapValues { "\($0)" }
        }
    }

    @Test("F26: every command that prints fails in words on a full disk")
    func fullDisk() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = Self.settings.merging(["OCTO_SITE_BASE_URL": server.v2URL]) { $1 }
                for _ in 0..<2 {
                    #expect(try await Program.run(["build"], in: folder, environment: environment).status == 0)
                    server.advance(days: 1)
                }
                let campaign = try #require(server.account.sentCampaigns.first).id
                let csv = "campaign_\(campaign)_x.csv"
                let export = ["export", "--layout", "legacy", "--campaign", campaign, "--output", csv]
                #expect(try await Program.run(export, in: folder, environment: environment).status == 0)
                let rows = try await Program.run(["export", "--by", "person"], in: folder, environment: environment).output
                let row = try #require(rows.split(separator: "\r\n").dropFirst().first)
                let address = String(try #require(row.split(separator: ",").first))
                let monitor = try RawServer { _ in [.response("")] }
                try Data("notify:\n  - ping: {url: \"\(monitor.url)\"}\n".utf8)
                    .write(to: URL(filePath: "\(folder)/notify.yml"))
                let commands = [
                    ["--help"], ["--version"], ["build", "--help"], ["help", "verify"],
                    ["--generate-completion-script", "bash"], ["verify"], ["verify", "--all"], ["runs"],
                    ["runs", "show", "latest"], ["explain", address], ["compare", "1", "2"], ["compare", "1", "2", "--json"],
                    ["export"], ["export", "--format", "ndjson"], ["sync", "--dry-run"], ["doctor"], ["init"],
                    ["init", "--web-server", "nginx"], ["simulate", "--quirk", "list"], ["simulate", "--port", "0"],
                    ["serve", "--port", "0"], ["copy", "--to", "sqlite:copy.sqlite"], ["import", csv],
                    ["rollback", "latest", "--dry-run"], ["rollback", "latest"], ["forget", address, "--dry-run"],
                    ["forget", address],
                    ["notify", "--test", "--config", "notify.yml"],
                    [
                        "demo", "--participants", "600", "--campaigns", "4", "--lists", "2", "--days", "0", "--output", "demo",
                        "--store", "sqlite:demo.sqlite",
                    ],
                ]
                // These print nothing, whatever they do.
                let silent: Set = ["build", "render"]
                let names = Set(RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName })
                #expect(names.subtracting(silent).isSubset(of: Set(commands.map { $0[0] })))
                let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
                for command in commands {
                    let result = try await Program.run(command, in: folder, environment: environment, writingTo: full)
                    #expect(result.status == 1, "\(command): \(result.status)")
                    #expect(result.complaints.contains("No space left on device"), "\(command): \(result.complaints)")
                }
                // What they did stays done.
                let explained = try await Program.run(["explain", address], in: folder, environment: environment)
                #expect(explained.status != 0 && explained.complaints.contains("was forgotten"))
            }
        }
    }

    @Test("F26: a reader that has gone has all it wanted", arguments: [["runs"], ["--help"], ["init", "--web-server", "caddy"]])
    func readerGone(command: [String]) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = Self.settings.merging(["OCTO_SITE_BASE_URL": server.v2URL]) { $1 }
                #expect(try await Program.run(["sync"], in: folder, environment: environment).status == 0)
                let pipe = Pipe()
                try pipe.fileHandleForReading.close()
                let result = try await Program.run(
                    command, in: folder, environment: environment, writingTo: pipe.fileHandleForWriting)
                #expect(result.status == 0 && result.complaints.isEmpty, "\(result.complaints)")
            }
        }
    }

    @Test(
        "F27: with --log-format json the error at the end is one object of JSON, too",
        arguments: [
            (["build", "--log-format", "json"], 64), (["build", "--log-format=json", "--nonsense"], 64),
            (["render", "--log-format", "json"], 1), (["sync", "--log-format", "json", "--base-url", "http://127.0.0.1:1"], 64),
            (["explain", "--log-format", "json"], 64), (["verify", "--store", "nonsense:x", "--log-format", "json"], 64),
        ] as [([String], Int32)])
    func jsonErrors(arguments: [String], status: Int32) async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(arguments, in: folder)
            #expect(result.status == status && result.output.isEmpty)
            let lines = try Self.lines(of: result.complaints)
            #expect(lines.last?["level"] == "error" && lines.last?["message"]?.isEmpty == false)
            #expect(lines.count { $0["level"] == "error" } == 1)
            #expect(lines.last?["event"] == "failed" && lines.last?["exit_status"] == "\(status)")
        }
    }

    @Test("F28: marks of direction and control characters reach no terminal by errors and messages", arguments: ["text", "json"])
    func errors(format: String) async throws {
        try await withTemporaryFolder { folder in
            let name = "a\u{202E}b\u{1B}c\u{85}d\u{2066}e"
            let result = try await Program.run(
                ["build", "--log-format", format, "--store", name], in: folder, environment: Self.settings)
            #expect(result.status == 64)
            #expect(result.complaints.contains("b c de"), "\(result.complaints)")
            for mark in ["\u{202E}", "\u{1B}", "\u{85}", "\u{2066}"] { #expect(!result.complaints.contains(mark)) }
        }
    }

    @Test("F28: in names and addresses of what explain, compare and runs print, too")
    func results() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = Self.settings.merging(["OCTO_SITE_BASE_URL": server.v2URL]) { $1 }
                for _ in 0..<2 {
                    #expect(try await Program.run(["sync"], in: folder, environment: environment).status == 0)
                    server.advance(days: 1)
                }
                let rows = try await Program.run(
                    ["export", "--by", "person", "--format", "ndjson"], in: folder, environment: environment
                ).output
                let row = try #require(rows.split(separator: "\n").first { $0.contains("\u{202E}evil") })
                let address = try #require(row.firstMatch(of: #/"([^"]+@[^"]+)"/#)?.1)
                let explained = try await Program.run(["explain", String(address)], in: folder, environment: environment)
                #expect(explained.status == 0 && explained.output.contains("evil") && !explained.output.contains("\u{202E}"))
            }
        }
    }

    @Test("F28: JSON keeps what text leaves out, escaped")
    func json() throws {
        let text = "a\u{202E}b\u{85}\u{7F}c\u{61C} \n\tשלום 🐙"
        let encoded = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
        let escaped = encoded.withEscapedControls
        #expect(escaped.withoutControls == escaped)
        #expect(try JSONDecoder().decode([String].self, from: Data(escaped.utf8)) == [text])
    }
}
