import Files
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Publishing

@Suite struct PublishTests {
    private let pages = SiteFolder.pages

    @Test func theFirstSiteIsCreatedWithAllFoldersAboveIt() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/a/b/public"
            let result = try SiteFolder.publish(pages, to: output)
            #expect(result == PublishResult(mode: .created, written: 5, carried: 0, removed: 0))
            #expect(try SiteFolder.files(in: output) == pages)
            #expect(try SiteFolder.sumsAreRight(in: output))
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func aSecondSiteReplacesTheFirstAndNoStaleFileStays() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            let before = try SiteFolder.identities(in: output)
            var next = pages
            next["runs/r1/index.html"] = nil
            next["data/totals.json"] = "{\"participants\":1}"
            next["runs/r2/index.html"] = "new"
            let result = try SiteFolder.publish(next, to: output)
            #expect(result == PublishResult(mode: .exchanged, written: 2, carried: 3, removed: 1))
            #expect(try SiteFolder.files(in: output) == next)
            #expect(try SiteFolder.sumsAreRight(in: output))
            let after = try SiteFolder.identities(in: output)
            for path in ["index.html", "campaigns/index.html", "assets/site.css"] { #expect(before[path] == after[path]) }
            #expect(before["data/totals.json"]?.inode != after["data/totals.json"]?.inode)
            #expect(!FileManager.default.fileExists(atPath: "\(output)/runs/r1"))
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func aSiteThatChangesNothingTouchesNothing() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            let before = try SiteFolder.identities(in: output)
            let result = try SiteFolder.publish(pages, to: output)
            #expect(result == PublishResult(mode: .unchanged, written: 0, carried: 5, removed: 0))
            #expect(try SiteFolder.identities(in: output) == before)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func keptFoldersAreCarriedOverUnchanged() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            let before = try SiteFolder.identities(in: output)
            let publisher = try Publisher(output: output)
            for (path, text) in pages where !path.hasPrefix("runs/") { try publisher.write(Array(text.utf8), to: path) }
            try publisher.write(Array("new".utf8), to: "runs/r2/index.html")
            #expect(try publisher.keep("runs/r1") == 1)
            #expect(try publisher.keep("runs/none") == 0)
            try publisher.check()
            #expect(try publisher.publish() == PublishResult(mode: .exchanged, written: 1, carried: 5, removed: 0))
            #expect(try SiteFolder.identities(in: output)["runs/r1/index.html"] == before["runs/r1/index.html"])
            #expect(try SiteFolder.sumsAreRight(in: output))
        }
    }

    @Test func aNewFileTakesPrecedenceOverAKeptOne() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            let publisher = try Publisher(output: output)
            try publisher.write(Array("other".utf8), to: "runs/r1/index.html")
            for path in ["index.html", "campaigns", "assets", "data", "runs"] { try publisher.keep(path) }
            _ = try publisher.publish()
            var expected = pages
            expected["runs/r1/index.html"] = "other"
            #expect(try SiteFolder.files(in: output) == expected)
        }
    }

    @Test func streamedFilesAreAdopted() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            var identities: [SiteFolder.Identity?] = []
            for text in ["one", "one", "two"] {
                let publisher = try Publisher(output: output)
                try publisher.write([], to: "data/totals.json")
                try Data(text.utf8).write(to: URL(filePath: publisher.stage("downloads/all.csv")))
                try publisher.adopt("downloads/all.csv")
                _ = try publisher.publish()
                #expect(try SiteFolder.files(in: output)["downloads/all.csv"] == text)
                #expect(try SiteFolder.sumsAreRight(in: output))
                identities.append(try SiteFolder.identities(in: output)["downloads/all.csv"])
            }
            #expect(identities[0] == identities[1])
            #expect(identities[1]?.inode != identities[2]?.inode)
        }
    }

    @Test func aStreamedFileThatIsNeverAdoptedStopsPublishing() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try Publisher(output: "\(folder)/public")
            _ = try publisher.stage("downloads/all.csv")
            let error = #expect(throws: PublishingError.self) { try publisher.publish() }
            #expect(error?.code == .badPath)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/public"))
        }
    }

    @Test func hiddenFilesAreKept() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            try Data("deny".utf8).write(to: URL(filePath: "\(output)/.htaccess"))
            try FileManager.default.createDirectory(atPath: "\(output)/.well-known", withIntermediateDirectories: false)
            try Data("x".utf8).write(to: URL(filePath: "\(output)/.well-known/security.txt"))
            try FileManager.default.createSymbolicLink(atPath: "\(output)/.link", withDestinationPath: "index.html")
            var next = pages
            next["index.html"] = "new"
            try SiteFolder.publish(next, to: output)
            let files = try SiteFolder.files(in: output)
            #expect(files[".htaccess"] == "deny")
            #expect(files[".well-known/security.txt"] == "x")
            #expect(files["index.html"] == "new")
            #expect(FileSystem.linkTarget("\(output)/.link") == "index.html")
        }
    }

    @Test func theNewFolderHasThePermissionsOfTheOld() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            #expect(try FileSystem.status(of: output).permissions == 0o755)
            #expect(try FileSystem.status(of: "\(output)/index.html").permissions == 0o644)
            try FileManager.default.setAttributes([.posixPermissions: 0o2770], ofItemAtPath: output)
            try SiteFolder.publish(["data/totals.json": "{1}"], to: output)
            #expect(try FileSystem.status(of: output).permissions == 0o2770)
        }
    }

    @Test func aLinkedFolderStaysALink() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try FileManager.default.createDirectory(atPath: "\(folder)/elsewhere", withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: "elsewhere/site")
            for text in ["one", "two"] {
                try SiteFolder.publish(["data/totals.json": text], to: output)
                #expect(FileSystem.linkTarget(output) == "elsewhere/site")
                #expect(try SiteFolder.files(in: "\(folder)/elsewhere/site") == ["data/totals.json": text])
            }
        }
    }

    @Test func pagesMayBeWrittenFromManyTasks() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            let publisher = try Publisher(output: output)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { try publisher.write(Array("page \(number)".utf8), to: "p/\(number % 7)/\(number).html") }
                }
                try await group.waitForAll()
            }
            #expect(try publisher.publish().written == 200)
            #expect(try SiteFolder.sumsAreRight(in: output))
        }
    }

    @Test("F5: files that octo-site did not make stay, with their inodes, and are counted; what it made and no longer makes goes")
    func foreignFilesStay() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            let foreign = [
                "CNAME": "example.org", "precious/photo.jpg": "p", "runs/r1/notes.txt": "n", "downloads/.htaccess": "d",
            ]
            try SiteFolder.put(foreign, into: output)
            try FileManager.default.createSymbolicLink(atPath: "\(output)/latest", withDestinationPath: "CNAME")
            try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: "\(output)/precious")
            let before = try SiteFolder.identities(in: output)
            var next = pages
            next["runs/r1/index.html"] = nil
            next["index.html"] = "<a href=\"precious/photo.jpg\">what a template of the user's may link to</a>"
            let result = try SiteFolder.publish(next, to: output)
            #expect(result == PublishResult(mode: .exchanged, written: 1, carried: 3, removed: 1, kept: 5))
            var files = try SiteFolder.files(in: output)
            #expect(FileSystem.linkTarget("\(output)/latest") == "CNAME")
            files["latest"] = nil
            #expect(files == next.merging(foreign) { $1 })
            let after = try SiteFolder.identities(in: output)
            for path in foreign.keys { #expect(before[path] == after[path]) }
            #expect(try FileSystem.status(of: "\(output)/precious").permissions == 0o750)
            // They are not octo-site's from now on, either.
            let sums = Checksums(parsing: try FileSystem.read("\(output)/SHA256SUMS"))
            #expect(Set(sums.hashes.keys) == Set(next.keys))
            #expect(try SiteFolder.publish(next, to: output).mode == .unchanged)
            #expect(try SiteFolder.publish(["data/totals.json": "3"], to: output).kept == 5)
        }
    }

    @Test("F5: a file of somebody else in a folder that is kept whole does not become octo-site's")
    func keptFoldersLeaveForeignFilesAlone() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            try SiteFolder.put(["runs/r1/notes.txt": "n"], into: output)
            do {
                let publisher = try Publisher(output: output)
                try publisher.write([], to: "data/totals.json")
                #expect(try publisher.keep("runs/r1") == 1)
                #expect(try publisher.publish().kept == 1)
            }
            #expect(try SiteFolder.publish(["data/totals.json": "2"], to: output).kept == 1)
            #expect(try SiteFolder.files(in: output) == ["data/totals.json": "2", "runs/r1/notes.txt": "n"])
        }
    }

    @Test(
        "F5: somebody's file where the site has a folder, or the other way round, is named and nothing is published",
        arguments: ["people", "feed/old/x"])
    func foreignFileInTheWay(path: String) async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(pages, to: output)
            try SiteFolder.put([path: "mine"], into: output)
            let before = try SiteFolder.files(in: output)
            let next = pages.merging(["people/index.html": "p", "feed": "f"]) { $1 }
            let error = #expect(throws: PublishingError.self) { try SiteFolder.publish(next, to: output) }
            #expect(error?.message.contains("public/\(path)") == true)
            #expect(try SiteFolder.files(in: output) == before)
        }
    }

    @Test("F8: nobody else can look at the site before it is published; then a web server of another user can")
    func stagingIsPrivate() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            for text in ["one", "two"] {
                let publisher = try Publisher(output: output)
                try publisher.write(Array(text.utf8), to: "data/totals.json")
                let staged = try publisher.stage("downloads/all.csv")
                try FileSystem.write(Array("a@b.example \(text)".utf8), to: staged, permissions: 0o600)
                try publisher.adopt("downloads/all.csv")
                #expect(try FileSystem.status(of: publisher.staging).permissions == 0o700)
                _ = try publisher.publish()
                await #expect(processExitsWith: .exitCode(17)) { [output = output as String, text = text as String] in
                    InPlaceTests.becomeNobody()
                    let totals = try FileSystem.read("\(output)/data/totals.json")
                    let rows = try FileSystem.read("\(output)/downloads/all.csv")
                    exit(totals == Array(text.utf8) && rows == Array("a@b.example \(text)".utf8) ? 17 : 1)
                }
                #expect(try FileSystem.status(of: output).permissions == 0o755)
                #expect(try FileSystem.status(of: "\(output)/downloads").permissions == 0o755)
                #expect(try FileSystem.status(of: "\(output)/downloads/all.csv").permissions == 0o644)
            }
        }
    }

    @Test("F8: the first folder has what the umask leaves", arguments: [0o027, 0o077, 0o000] as [mode_t])
    func umask(mask: mode_t) async throws {
        try await withTemporaryFolder { (folder: String) async throws -> Void in
            await #expect(processExitsWith: .exitCode(17)) { [folder = folder as String, mask] in
                Glibc.umask(mask)
                let output = "\(folder)/public"
                try SiteFolder.publish(["data/totals.json": "1"], to: output)
                let permissions = try [output, "\(output)/data", "\(output)/data/totals.json"].map {
                    mode_t(try FileSystem.status(of: $0).permissions)
                }
                exit(permissions == [0o755 & ~mask, 0o755 & ~mask, 0o644 & ~mask] ? 17 : 1)
            }
        }
    }
}
