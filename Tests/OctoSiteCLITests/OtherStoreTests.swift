import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// A build into a site that shows updates which its store does not have.
@Suite("A site of another store", .serialized)
struct OtherStoreTests {
    private static let size = AccountSize(participants: 600, sentCampaigns: 4, lists: 2)

    private func withSite(
        _ body: @Sendable (_ folder: String, _ run: @Sendable (String...) async throws -> Program.Result) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                for _ in 0..<2 {
                    #expect(try await Program.run(["build"], in: folder, environment: environment).status == 0)
                    server.advance(days: 1)
                    // A run's id is the second of its start.
                    try await Task.sleep(for: .seconds(1))
                }
                try await body(folder) { (arguments: String...) in
                    try await Program.run(arguments, in: folder, environment: environment)
                }
            }
        }
    }

    private static func files(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.subpathsOfDirectory(atPath: folder))
    }

    @Test("F3: it is refused, both are named, and nothing is changed or asked for")
    func refusal() async throws {
        try await withSite { folder, run in
            let before = try Self.files("\(folder)/public")
            for command in ["build", "render", "forget"] {
                if command == "render" { #expect(try await run("sync", "--store", "sqlite:typo.sqlite").status == 0) }
                let arguments = command == "forget" ? [command, "somebody@example.com"] : [command]
                let result = try await Program.run(
                    arguments + ["--store", "sqlite:typo.sqlite"], in: folder,
                    environment: ["EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": "http://127.0.0.1:1"])
                #expect(result.status == 1, "\(command)")
                #expect(result.complaints.contains("public shows 2 updates (20"), "\(command): \(result.complaints)")
                #expect(result.complaints.contains("sqlite:typo.sqlite does not have"), "\(command)")
                #expect(try Self.files("\(folder)/public") == before)
            }
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/octo-site.secret"))
        }
    }

    @Test("F3: --replace-archive keeps the old site beside the new one, as often as it is given")
    func replacing() async throws {
        try await withSite { folder, run in
            let before = try Self.files("\(folder)/public")
            for number in 1...2 {
                let result = try await run("build", "--replace-archive", "--store", "sqlite:new\(number).sqlite")
                #expect(result.status == 0, "\(result.complaints)")
                #expect(result.complaints.contains("The site before is now in"))
                let kept = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                    $0.hasPrefix("public.replaced-20")
                }
                #expect(kept.count == number)
                if number == 1 { #expect(try Self.files("\(folder)/\(try #require(kept.first))") == before) }
                try await Task.sleep(for: .seconds(1))
            }
            #expect(try await run("build", "--store", "sqlite:new2.sqlite").status == 0)
        }
    }

    @Test(
        "F3: where the old site can't be kept beside the new one, that is said before the first request",
        .enabled(if: Mount.isAllowed, Mount.reasonToSkip))
    func replacingInPlace() async throws {
        try await withSite { folder, run in
            let output = "\(folder)/public"
            try Mount.bind(output)
            defer { Mount.release(output) }
            let before = try Self.files(output)
            let result = try await run(
                "build", "--replace-archive", "--store", "sqlite:new.sqlite", "--base-url", "http://127.0.0.1:1")
            #expect(result.status == 1)
            let sentence = "The old site can't be kept beside the new one, as public is a mount point."
            #expect(result.complaints.contains(sentence), "\(result.complaints)")
            #expect(try Self.files(output) == before)
        }
    }

    @Test("F3: a site of 1.0.0, which does not name its store, is taken over once, and that is said")
    func nameless() async throws {
        try await withSite { folder, run in
            let totals = URL(filePath: "\(folder)/public/data/totals.json")
            let text = try String(contentsOf: totals, encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.contains("\"store\": ") })
            try Data(text.replacing(line, with: "  \"shop\": null").utf8).write(to: totals)
            let sentence = "public did not say from which store it was made"
            let first = try await run("render")
            #expect(first.status == 0 && first.complaints.contains(sentence), "\(first.complaints)")
            #expect(try String(contentsOf: totals, encoding: .utf8) == text)
            #expect(try await !run("render").complaints.contains(sentence))
        }
    }

    @Test("F3: a copy of the store, and one that was rolled back, go on with the site")
    func same() async throws {
        try await withSite { folder, run in
            #expect(try await run("copy", "--to", "sqlite:copy.sqlite").status == 0)
            #expect(try await run("rollback", "latest", "--store", "sqlite:copy.sqlite").status == 0)
            #expect(try await run("build", "--store", "sqlite:copy.sqlite").status == 0)
            // The site shows a third update by now.
            let older = try await run("build")
            #expect(older.status == 1 && older.complaints.contains("public shows 1 updates") == false)
        }
    }

    @Test("F3: a demo replaces its own site only")
    func demo() async throws {
        try await withSite { folder, run in
            let before = try Self.files("\(folder)/public")
            let small = ["--participants", "600", "--campaigns", "4", "--lists", "2", "--days", "0"]
            let refused = try await Program.run(["demo"] + small, in: folder)
            #expect(refused.status == 1 && refused.complaints.contains("does not have"))
            #expect(try Self.files("\(folder)/public") == before)
            for _ in 0..<2 {
                let demo = try await Program.run(["demo", "--output", "demo"] + small, in: folder)
                #expect(demo.status == 0, "\(demo.complaints)")
            }
        }
    }

    @Test("F3: a secret file that was there before the store is warned of once")
    func secret() async throws {
        try await withSite { folder, run in
            let rows = try await run("export", "--by", "person").output
            let row = try #require(rows.split(separator: "\r\n").dropFirst().first)
            #expect(try await run("forget", String(try #require(row.split(separator: ",").first))).status == 0)
            let first = try await run("sync", "--store", "sqlite:new.sqlite")
            #expect(first.status == 0 && first.complaints.contains("octo-site.secret was there before this store"))
            #expect(try await !run("sync", "--store", "sqlite:new.sqlite").complaints.contains("octo-site.secret"))
        }
    }
}
