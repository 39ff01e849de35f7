import Engagement
import EngagementStore
import Foundation
import SQLiteStore
import Simulator
import TestSupport
import Testing

/// `copy` as a person runs it: what it prints, and what it refuses.
@Suite("The command copy", .serialized)
struct CopyTests {
    @Test("refusals name the store and what to do")
    func refusals() async throws {
        try await AccountWorld.run { world, run in
            let folder = world.folder
            #expect(try await run("copy", "--to", "sqlite:copy.sqlite").status == 1, "there is nothing to copy yet")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/copy.sqlite"))
            #expect(try await run("sync").status == 0)
            let same = try await run("copy", "--to", "sqlite:octo-site.sqlite")
            #expect(same.status == 64 && same.complaints.contains("same store"))
            let copied = try await run("copy", "--to", "sqlite:copy.sqlite")
            #expect(
                copied.status == 0
                    && copied.output.contains("sqlite:copy.sqlite holds what sqlite:octo-site.sqlite holds: 1 run,"))
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
        try await AccountWorld.run { world, run in
            let folder = world.folder
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
