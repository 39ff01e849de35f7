import Files
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Publishing

/// A run that is killed at any point leaves a whole site, and the next run cleans up.
@Suite struct KilledRunTests {
    @Test(arguments: ["begun", "written", "kept", "checked"])
    func theLiveSiteStaysAndTheNextRunCleansUp(moment: String) async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            let before = try SiteFolder.identities(in: output)
            await #expect(processExitsWith: .signal(SIGKILL)) { [output = output as String, moment] in
                let publisher = try Publisher(output: output)
                if moment == "begun" { kill(getpid(), SIGKILL) }
                try publisher.write(Array("half".utf8), to: "index.html")
                try publisher.write([], to: "data/totals.json")
                if moment == "written" { kill(getpid(), SIGKILL) }
                try publisher.keep("runs")
                if moment == "kept" { kill(getpid(), SIGKILL) }
                try publisher.check()
                kill(getpid(), SIGKILL)
            }
            #expect(try SiteFolder.identities(in: output) == before)
            #expect(try SiteFolder.leftovers(around: output).count == 2)
            #expect(try SiteFolder.publish(SiteFolder.pages, to: output).mode == .unchanged)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    /// Publishes one site after another until the process is killed, at a random moment.
    @Test(arguments: 0..<6)
    func theLiveSiteIsWholeAtAnyMoment(seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            await #expect(processExitsWith: .signal(SIGKILL)) { [output = output as String, seed] in
                var generator = SeededGenerator(seed: seed)
                let microseconds = UInt32(generator.int(20_000...200_000))
                Thread.detachNewThread {
                    usleep(microseconds)
                    kill(getpid(), SIGKILL)
                }
                while true { for text in Self.texts { try SiteFolder.publish(Self.site(text), to: output) } }
            }
            if FileSystem.kind(of: output) != nil {
                let files = try SiteFolder.files(in: output)
                #expect(Self.texts.map(Self.site).contains(files))
                #expect(try SiteFolder.sumsAreRight(in: output))
            }
            try SiteFolder.publish(Self.site("last"), to: output)
            #expect(try SiteFolder.files(in: output) == Self.site("last"))
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    private static let texts = ["one", "two"]

    private static func site(_ text: String) -> [String: String] {
        var pages = ["data/totals.json": text, "only-in-\(text).html": ""]
        for number in 0..<30 { pages["pages/\(number)/index.html"] = text }
        return pages
    }

    /// Killed between two renames, on a file system that can't exchange: there is no live site, and nothing is lost.
    @Test func aRenamedTreeGetsItsNameBack() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            let before = try SiteFolder.identities(in: output)
            try FileSystem.rename(output, to: "\(folder)/.public.octo-site-previous-1")
            try FileSystem.createFolder("\(folder)/.public.octo-site-staging-1")
            _ = try Publisher(output: output)
            #expect(try SiteFolder.identities(in: output) == before)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func leftoversOfOtherSitesStay() async throws {
        try await withTemporaryFolder { folder in
            try FileSystem.createFolder("\(folder)/.other.octo-site-staging-1")
            try SiteFolder.publish(SiteFolder.pages, to: "\(folder)/public")
            #expect(try FileSystem.names(in: folder) == [".other.octo-site-staging-1", "public"])
        }
    }
}
