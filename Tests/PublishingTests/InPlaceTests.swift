import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Publishing

/// Publishing to a folder that can't be moved: it is writable and the folder above is not, or something is mounted on it.
@Suite struct InPlaceTests {
    private static let nobody: uid_t = 65_534

    /// Calls the body with a published site in a folder that only root can write to.
    private func withLockedFolder(_ body: (_ folder: String, _ output: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            for path in try FileSystem.files(below: output).map({ "\(output)/\($0)" }) + SiteFolder.folders(of: output) {
                _ = chown(path, Self.nobody, Self.nobody)
            }
            _ = chmod(folder, 0o555)
            defer { _ = chmod(folder, 0o755) }
            try await body(folder, output)
        }
    }

    /// Gives up the rights of root, which can write anywhere, for the rest of the process.
    static func becomeNobody() {
        if getuid() == 0 { _ = setgid(nobody) + setuid(nobody) }
    }

    @Test func filesAreMovedOneByOneAndStaleOnesRemoved() async throws {
        try await withLockedFolder { (_, output) async throws in
            let before = try SiteFolder.identities(in: output)
            let inode = try FileSystem.status(of: output).inode
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                var next = SiteFolder.pages
                next["runs/r1/index.html"] = nil
                next["data/totals.json"] = "{1}"
                next["runs/r2/index.html"] = "new"
                let result = try SiteFolder.publish(next, to: output)
                guard case .inPlace(let reason) = result.mode, reason.contains("can't be written") else { exit(1) }
                exit(result.written == 2 && result.carried == 3 && result.removed == 1 ? 17 : 2)
            }
            var expected = SiteFolder.pages
            expected["runs/r1/index.html"] = nil
            expected["data/totals.json"] = "{1}"
            expected["runs/r2/index.html"] = "new"
            #expect(try SiteFolder.files(in: output) == expected)
            #expect(try SiteFolder.sumsAreRight(in: output))
            #expect(try SiteFolder.leftovers(around: output) == [])
            #expect(try FileSystem.status(of: output).inode == inode)
            #expect(FileSystem.kind(of: "\(output)/runs/r1") == nil)
            let after = try SiteFolder.identities(in: output)
            for path in ["index.html", "campaigns/index.html", "assets/site.css"] { #expect(before[path] == after[path]) }
        }
    }

    @Test func nothingIsTouchedWhereNothingChanged() async throws {
        try await withLockedFolder { (_, output) async throws in
            let before = try SiteFolder.identities(in: output)
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                exit(try SiteFolder.publish(SiteFolder.pages, to: output).mode == .unchanged ? 17 : 1)
            }
            #expect(try SiteFolder.identities(in: output) == before)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    /// The next run finishes what a killed one began, and recognises the folder as a site.
    @Test func aKilledRunIsFinishedByTheNext() async throws {
        try await withLockedFolder { (_, output) async throws in
            await #expect(processExitsWith: .signal(SIGKILL)) { [output = output as String] in
                Self.becomeNobody()
                let publisher = try Publisher(output: output)
                try publisher.write(Array("changed".utf8), to: "index.html")
                try publisher.write(Array("new".utf8), to: "new/page.html")
                try publisher.write(Array("{2}".utf8), to: "data/totals.json")
                // Killed after the first file has been moved; the sums that knew the folder have gone as well.
                try FileSystem.write([], to: "\(output)/.octo-site-publishing")
                try FileSystem.rename(publisher.staged("index.html"), to: "\(output)/index.html")
                try FileSystem.removeFile("\(output)/SHA256SUMS")
                kill(getpid(), SIGKILL)
            }
            #expect(try SiteFolder.leftovers(around: output).count == 3)
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                exit(try SiteFolder.publish(SiteFolder.pages, to: output).written == 1 ? 17 : 1)
            }
            #expect(try SiteFolder.files(in: output) == SiteFolder.pages)
            #expect(try SiteFolder.sumsAreRight(in: output))
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test("F5: in place, too, files that octo-site did not make stay; also where the run before was killed")
    func foreignFilesStay() async throws {
        try await withLockedFolder { (_, output) async throws in
            try SiteFolder.put(["CNAME": "c", "runs/r1/notes.txt": "n"], into: output)
            for path in ["", "/CNAME", "/runs/r1/notes.txt"] { _ = chown(output + path, Self.nobody, Self.nobody) }
            await #expect(processExitsWith: .signal(SIGKILL)) { [output = output as String] in
                Self.becomeNobody()
                let publisher = try Publisher(output: output)
                try publisher.write(Array("new".utf8), to: "new/page.html")
                try publisher.write(Array("{2}".utf8), to: "data/totals.json")
                // Killed when all but the new sums has been moved: these are not written yet.
                let entries = publisher.state.withLock { $0.entries }
                do { _ = try publisher.publishInPlace(entries, stale: [], reason: "") } catch { kill(getpid(), SIGKILL) }
            }
            #expect(FileSystem.kind(of: "\(output)/new/page.html") == .file)
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                let result = try SiteFolder.publish(SiteFolder.pages, to: output)
                exit(result.removed == 1 && result.kept == 2 ? 17 : 1)
            }
            let expected = SiteFolder.pages.merging(["CNAME": "c", "runs/r1/notes.txt": "n"]) { $1 }
            #expect(try SiteFolder.files(in: output) == expected)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func aFolderReplacesAFileAndAFileAFolder() async throws {
        try await withLockedFolder { (_, output) async throws in
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                try SiteFolder.publish(["data/totals.json": "", "runs": "file", "index.html/page": "x"], to: output)
                exit(17)
            }
            #expect(try SiteFolder.files(in: output) == ["data/totals.json": "", "runs": "file", "index.html/page": "x"])
            #expect(try SiteFolder.sumsAreRight(in: output))
        }
    }

    @Test func aFolderThatIsNotWritableIsNamed() async throws {
        try await withLockedFolder { (_, output) async throws in
            _ = chmod(output, 0o555)
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                Self.becomeNobody()
                do throws(PublishingError) { _ = try Publisher(output: output) } catch {
                    exit(error.message.contains("\(output) can't be written: Permission denied") ? 17 : 1)
                }
            }
        }
    }

    @Test func aFolderThatCannotBeCreatedIsNamed() async throws {
        try await withLockedFolder { folder, _ in
            await #expect(processExitsWith: .exitCode(17)) { [folder = folder as String] in
                Self.becomeNobody()
                do throws(PublishingError) { _ = try Publisher(output: "\(folder)/other") } catch {
                    exit(error.message.contains("\(folder)/other can't be created: Permission denied") ? 17 : 1)
                }
            }
        }
    }

    /// A bind mount of the same disk, as in a container: it has the device and the permissions of its parent.
    @Test(.enabled(if: Mount.isAllowed, Mount.reasonToSkip))
    func aMountPointIsPublishedInPlace() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false)
            try Mount.bind(output)
            defer { Mount.release(output) }
            for text in ["one", "two"] {
                let result = try SiteFolder.publish(["data/totals.json": text], to: output)
                guard case .inPlace(let reason) = result.mode else {
                    Issue.record("published as \(result.mode)")
                    return
                }
                #expect(reason == "\(output) is a mount point")
                #expect(try SiteFolder.files(in: output) == ["data/totals.json": text])
                #expect(try SiteFolder.sumsAreRight(in: output))
            }
        }
    }
}
