import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// `import` as a person runs it.
@Suite("The command import", .serialized)
struct ImportTests {
    @Test("What another store exported comes in once, and a file that can't be read is named")
    func imports() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                func run(_ arguments: [String]) async throws -> Program.Result {
                    try await Program.run(arguments, in: folder, environment: environment)
                }
                #expect(try await run(["sync"]).status == 0)
                let campaign = try #require(server.account.sentCampaigns.first).id
                let file = "campaign_\(campaign)_Its_name.csv"
                #expect(try await run(["export", "--layout", "legacy", "--campaign", campaign, "-o", file]).status == 0)
                let store = "sqlite:new.sqlite"
                let imported = try await run(["import", "--store", store, file])
                #expect(imported.status == 0, "\(imported.complaints)")
                #expect(imported.output.contains(" rows of 1 file; new: "))
                let verified = try await run(["verify", "--store", store])
                #expect(verified.status == 0 && verified.output.contains("can't be checked"))
                #expect(try await run(["import", "--store", store, file]).output.contains("nothing new."))
                let runs = try await run(["runs", "--store", store]).output
                #expect(runs.contains("imported") && runs.contains("files"))

                try Data("campaign_name,email\nx,y\n".utf8).write(to: URL(filePath: "\(folder)/campaign_x.csv"))
                let broken = try await run(["import", "--store", "sqlite:none.sqlite", file, "campaign_x.csv"])
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
