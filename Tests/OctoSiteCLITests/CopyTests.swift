import Engagement
import EngagementStore
import Foundation
import SQLiteStore
import Simulator
import TestSupport
import Testing

/// `copy` as a person runs it: what the copy gives is what the original gives, byte for byte.
@Suite("Moving factory", .serialized)
struct CopyTests {
    private typealias Runner = @Sendable (String...) async throws -> Program.Result

    private func withAccount(
        _ body: @Sendable (_ server: SimulatedServer, _ folder: String, _ run: Runner) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                try await body(server, folder) { (arguments: String...) in
                    try await Program.run(arguments, in: folder, environment: environment)
                }
            }
        }
    }

    @Test("a copy, and the copy of the copy in the other kind of store, give the same bytes and go on alike")
    func copies() async throws {
        let mongo = Mongod.isAvailable ? try await Mongod.shared.value.newDatabase() : "sqlite:between.sqlite"
        try await withAccount { server, folder, run in
            #expect(try await run("sync").status == 0)
            server.advance(days: 1)
            #expect(try await run("sync").status == 0)
            let stores = ["sqlite:octo-site.sqlite", mongo, "sqlite:back.sqlite"]
            for (from, to) in zip(stores, stores.dropFirst()) {
                let copied = try await run("copy", "--from", from, "--to", to)
                #expect(copied.status == 0, "\(copied.complaints)")
                #expect(copied.output.contains("2 runs"))
            }
            func answers(_ store: String) async throws -> [String] {
                var answers: [String] = []
                for arguments in [
                    ["verify", "--all"], ["export", "--format", "ndjson"], ["export", "--as-of", "1", "--by", "person"],
                    ["compare", "1", "2"], ["runs", "show", "2"],
                ] {
                    answers.append(try await Program.run(arguments + ["--store", store], in: folder).output)
                }
                return answers
            }
            let original = try await answers(stores[0])
            for (number, store) in stores.enumerated() {
                #expect(try await answers(store) == original, "\(store)")
                #expect(try await run("render", "--store", store, "--output", "site\(number)").status == 0)
            }
            for number in 1...2 {
                let difference = Process()
                difference.executableURL = URL(filePath: "/usr/bin/diff")
                difference.arguments = ["-rq", "\(folder)/site0", "\(folder)/site\(number)"]
                try difference.run()
                #expect(await Program.wait(for: difference) == 0, "site \(number) differs")
            }
            server.advance(days: 1)
            for store in stores {
                #expect(try await run("rollback", "latest", "--store", store).status == 0)
                #expect(try await run("sync", "--store", store).status == 0)
            }
            let after = try await run("export").output
            for store in stores.dropFirst() { #expect(try await run("export", "--store", store).output == after) }
        }
    }

    @Test("refusals name the store and what to do")
    func refusals() async throws {
        try await withAccount { _, folder, run in
            #expect(try await run("copy", "--to", "sqlite:copy.sqlite").status == 1, "there is nothing to copy yet")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/copy.sqlite"))
            #expect(try await run("sync").status == 0)
            let same = try await run("copy", "--to", "sqlite:octo-site.sqlite")
            #expect(same.status == 64 && same.complaints.contains("same store"))
            #expect(try await run("copy", "--to", "sqlite:copy.sqlite").status == 0)
            let filled = try await run("copy", "--to", "sqlite:copy.sqlite")
            #expect(filled.status == 1 && filled.complaints.contains("sqlite:copy.sqlite is not empty"))
            // While a run holds the original.
            let store = try await SQLiteStore.open(path: "\(folder)/octo-site.sqlite")
            try await store.acquireLease(holder: "a run")
            let held = try await run("copy", "--to", "sqlite:other.sqlite")
            #expect(held.status == 75 && held.complaints.contains("a run"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/other.sqlite"))
            await store.close()
        }
    }

    @Test("half a copy is no store, and the same command makes it whole")
    func halfCopy() async throws {
        try await withAccount { _, folder, run in
            #expect(try await run("sync").status == 0)
            let half = try await SQLiteStore.open(path: "\(folder)/half.sqlite")
            try await half.beginCopy()
            try await half.importRows(.runs([StoreSamples.run()]))
            await half.close()
            for command in ["verify", "sync", "export", "runs"] {
                let refused = try await run(command, "--store", "sqlite:half.sqlite")
                #expect(refused.status == 1, "\(command)")
                #expect(refused.complaints.contains("holds half of a copy that broke off. Run `octo-site copy`"))
            }
            #expect(try await run("copy", "--to", "sqlite:half.sqlite").status == 0)
            #expect(try await run("export", "--store", "sqlite:half.sqlite").output == run("export").output)
        }
    }
}
