import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// `import` as a person runs it.
@Suite("Importing", .serialized)
struct ImportTests {
    @Test(
        "what another store exported comes in, is joined by a sync, and is named where it can't be read",
        arguments: ["SQLite"] + (Mongod.isAvailable ? ["MongoDB"] : []))
    func imports(kind: String) async throws {
        let store = kind == "SQLite" ? "sqlite:new.sqlite" : try await Mongod.shared.value.newDatabase()
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                func run(_ arguments: [String]) async throws -> Program.Result {
                    try await Program.run(arguments, in: folder, environment: environment)
                }
                #expect(try await run(["sync"]).status == 0)
                var files: [String] = []
                for campaign in server.account.sentCampaigns {
                    files.append("campaign_\(campaign.id)_Its_name.csv")
                    let arguments = ["export", "--layout", "legacy", "--campaign", campaign.id, "-o", files[files.count - 1]]
                    #expect(try await run(arguments).status == 0)
                }
                let imported = try await run(["import", "--store", store] + files)
                #expect(imported.status == 0, "\(imported.complaints)")
                #expect(imported.output.contains("3,000 rows of \(files.count) files; new: "))
                let first = try await run(["verify", "--store", store])
                #expect(first.status == 0 && first.output.contains("unproven"))
                let again = try await run(["import", "--store", store] + files)
                #expect(again.output.contains("nothing new."))
                // The site shows the imported runs, and says what they are.
                #expect(try await run(["render", "--store", store]).status == 0)
                let runs = try await run(["runs", "--store", store]).output
                #expect(runs.contains("imported") && runs.contains("files"))

                #expect(try await run(["sync", "--store", store]).status == 0)
                let totals = try await run(["verify", "--store", store]).output
                #expect(try await run(["verify"]).output.prefix { $0 != "R" } == totals.prefix { $0 != "R" })
                #expect(try await !run(["export", "--store", store]).output.contains("imported-"))

                try Data("campaign_name,email\nx,y\n".utf8).write(to: URL(filePath: "\(folder)/campaign_x.csv"))
                let broken = try await run(["import", "--store", "sqlite:none.sqlite", files[0], "campaign_x.csv"])
                #expect(broken.status == 1)
                let words = "octo-site: campaign_x.csv:1: the header is not theirs: column 2 is “email”"
                #expect(broken.complaints.hasPrefix(words))
                #expect(!FileManager.default.fileExists(atPath: "\(folder)/none.sqlite"), "nothing is stored of the others")
                #expect(try await run(["import"]).status == 64)
            }
        }
    }

    @Test("both commands are listed, and say what they do", arguments: ["copy", "import"])
    func help(command: String) async throws {
        try await withTemporaryFolder { folder in
            #expect(try await Program.run(["--help"], in: folder).output.contains("\n  \(command) "))
            let help = try await Program.run([command, "--help"], in: folder)
            #expect(help.status == 0 && help.output.contains("OVERVIEW: "))
        }
    }
}
