import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

@testable import OctoSiteCLI

/// `init`, on a real terminal (a pseudo-terminal) and without one.
@Suite("The first configuration", .serialized, .timeLimit(.minutes(10)))
struct InitTests {
    /// What a session on a terminal came to.
    private struct Session: Decodable {
        /// Everything that the terminal showed.
        var screen: String
        var status: Int
    }

    /// Starts the program on a pseudo-terminal; types an answer whenever the terminal shows the words it waits for.
    private static let terminal = """
        import json, os, pty, sys
        program, folder, environment, steps = json.loads(sys.stdin.read())
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.execve(program[0], program, environment)
        screen, place = b"", 0
        while True:
            try:
                data = os.read(terminal, 4096)
            except OSError:
                break
            if not data:
                break
            screen += data
            while steps and screen.find(steps[0][0].encode(), place) >= 0:
                place = screen.find(steps[0][0].encode(), place) + len(steps[0][0].encode())
                os.write(terminal, steps.pop(0)[1].encode())
        _, status = os.waitpid(child, 0)
        print(json.dumps({"screen": screen.decode(), "status": os.waitstatus_to_exitcode(status)}))
        """

    private func session(
        _ arguments: [String] = [], in folder: String, _ environment: [String: String], _ steps: [(String, String)]
    ) throws -> Session {
        let input: [Any] = [
            [Program.binary.path, "init"] + arguments, folder, environment, steps.map { [$0.0, $0.1] },
        ]
        return try Python.value(
            Session.self, of: Self.terminal, input: JSONSerialization.data(withJSONObject: input))
    }

    private func text(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    private func permissions(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    }

    private static let key = "which is not shown [later, in EMAILOCTOPUS_API_KEY]:"
    private static let lists = "[all]:"
    private static let privacy = "may leave the store [full]:"
    private static let title = "The name of the site [Campaign engagement]:"
    private static let output = "published in [public]:"

    @Test("On a terminal it asks, tries the key without showing it, and writes two files that only their owner can read")
    func asking() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = ["OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0", "PATH": "/usr/bin"]
                let wrong = "eo_" + String(repeating: "0", count: 64)
                let result = try session(
                    in: folder, environment,
                    [
                        (Self.key, wrong + "\n"), (Self.key, SimulatorOptions.v2Key + "\n"), (Self.lists, "9\n"),
                        (Self.lists, "1\n"),
                        (Self.privacy, "none\n"), (Self.privacy, "Aggregates\n"), (Self.title, "Ann's \"news\": #1\n"),
                        (Self.output, "\n"),
                    ])
                #expect(result.status == 0, "\(result.screen)")
                #expect(!result.screen.contains(wrong) && !result.screen.contains(SimulatorOptions.v2Key))
                #expect(result.screen.contains("“9” is no list of numbers from 1 to"))
                #expect(result.screen.contains("“none” is none of full, pseudonyms, aggregates."))
                #expect(result.screen.contains("Wrote octo-site.yml, and the key into octo-site.key. Run `octo-site build`."))
                #expect(try text("\(folder)/octo-site.key") == SimulatorOptions.v2Key + "\n")
                for file in ["octo-site.yml", "octo-site.key"] { #expect(try permissions("\(folder)/\(file)") == 0o600) }
                let written = try text("\(folder)/octo-site.yml")
                let file = try ConfigurationFile.parse(written, path: "octo-site.yml")
                #expect(file.values[.title] == "Ann's \"news\": #1" && file.values[.privacy] == "aggregates")
                #expect(file.values[.output] == "public" && file.values[.apiKeyFile] == "octo-site.key")
                let list = try #require(file.lists[.lists]?.first)
                #expect(
                    file.lists[.lists]?.count == 1 && written.contains("  - \"\(list)\"  # ")
                        || written.contains("  - \(list)  # "))

                let built = try await Program.run(["build"], in: folder, environment: environment)
                #expect(built.status == 0, "\(built.complaints)")
                let campaigns = try #require(
                    try JSONSerialization.jsonObject(
                        with: Data(contentsOf: URL(filePath: "\(folder)/public/data/campaigns.json")))
                        as? [[String: Any]])
                let others = campaigns.filter { campaign in
                    !(campaign["lists"] as? [[String: Any]] ?? []).contains { $0["id"] as? String == list }
                }
                #expect(!others.isEmpty && others.count < campaigns.count)
                let slip = try await Program.run(
                    ["render", "--output", "other"], in: folder,
                    environment: environment.merging(["OCTO_SITE_LISTS": "Nowhere"]) { $1 })
                #expect(
                    slip.status == 0
                        && slip.complaints.contains("lists: “Nowhere” has no effect, as no list has this id or exact name"))
                for campaign in campaigns {
                    let isOther = others.contains { $0["id"] as? String == campaign["id"] as? String }
                    #expect(campaign["excluded"] as? Bool == isOther, "\(campaign)")
                }
            }
        }
    }

    @Test("Enter takes what stands in brackets, and the key comes later")
    func enter() async throws {
        try await withTemporaryFolder { folder in
            let result = try session(
                ["--config", "sub/my.yml"], in: folder, ["PATH": "/usr/bin"],
                [(Self.key, "\n"), (Self.privacy, "\n"), (Self.title, " \n"), (Self.output, "\n")])
            #expect(result.status == 64 && result.screen.contains("sub/my.yml"))
            try FileManager.default.createDirectory(atPath: "\(folder)/sub", withIntermediateDirectories: false)
            let again = try session(
                ["--config", "sub/my.yml"], in: folder, ["PATH": "/usr/bin"],
                [(Self.key, "\n"), (Self.privacy, "\n"), (Self.title, " \n"), (Self.output, "\n")])
            #expect(again.status == 0, "\(again.screen)")
            #expect(
                again.screen.contains("Wrote sub/my.yml. Put your key into EMAILOCTOPUS_API_KEY, then run `octo-site build`."))
            #expect(try text("\(folder)/sub/my.yml") == ConfigurationTemplate.text)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/sub") == ["my.yml"])
        }
    }

    @Test("Where the answers end early, or somebody ends it, nothing is written", arguments: ["\u{4}", "\u{3}"])
    func ending(typed: String) async throws {
        try await withTemporaryFolder { folder in
            let result = try session(in: folder, ["PATH": "/usr/bin"], [(Self.key, typed)])
            #expect(result.status != 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test("A value given as an option asks nothing, and is written so that it is read back")
    func options() async throws {
        try await withTemporaryFolder { folder in
            let arguments = [
                "--privacy", "pseudonyms", "--title", "yes", "--output", "/srv/a b: #c", "--api-key-file", "keys/\"k\"", "--list",
                "News",
                "--list=- 1: [x]",
            ]
            let result = try session(arguments, in: folder, ["PATH": "/usr/bin"], [])
            #expect(
                result.status == 0 && result.screen.contains("Wrote octo-site.yml. Run `octo-site build`."), "\(result.screen)")
            let file = try ConfigurationFile.read("\(folder)/octo-site.yml")
            #expect(file.values[.privacy] == "pseudonyms" && file.values[.title] == "yes")
            #expect(file.values[.output] == "/srv/a b: #c" && file.values[.apiKeyFile] == "keys/\"k\"")
            #expect(file.lists[.lists] == ["News", "- 1: [x]"])
            let wrong = try await Program.run(["init", "--privacy", "none", "--config", "b.yml"], in: folder)
            #expect(wrong.status == 64)
        }
    }

    @Test("Without a terminal it asks nothing and writes the defaults, with mode 0600")
    func withoutTerminal() async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(["init"], in: folder)
            #expect(result.status == 0 && result.output.hasPrefix("Wrote octo-site.yml. Put your key into EMAILOCTOPUS_API_KEY"))
            #expect(try text("\(folder)/octo-site.yml") == ConfigurationTemplate.text)
            #expect(try permissions("\(folder)/octo-site.yml") == 0o600)
        }
    }
}
