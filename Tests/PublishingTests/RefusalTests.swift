import Files
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Publishing

@Suite struct RefusalTests {
    private func code(_ body: () throws -> Void) -> PublishingError.Code? {
        let error = #expect(throws: PublishingError.self) { try body() }
        return error?.code
    }

    @Test func aFolderWithOtherFilesIsRefusedAndNotTouched() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/Documents"
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false)
            try Data("mine".utf8).write(to: URL(filePath: "\(output)/thesis.odt"))
            let error = #expect(throws: PublishingError.self) { try Publisher(output: output) }
            #expect(error?.code == .foreignFolder)
            #expect(error?.message.contains("thesis.odt") == true)
            #expect(try SiteFolder.files(in: output) == ["thesis.odt": "mine"])
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }

    @Test func anEmptyFolderAndOneWithHiddenFilesOnlyAreAccepted() async throws {
        try await withTemporaryFolder { folder in
            for name in ["empty", "hidden"] {
                let output = "\(folder)/\(name)"
                try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false)
                if name == "hidden" { try Data().write(to: URL(filePath: "\(output)/.gitkeep")) }
                #expect(try SiteFolder.publish(SiteFolder.pages, to: output).mode == .exchanged)
            }
        }
    }

    @Test func aFileWithTheFoldersNameIsNamed() async throws {
        try await withTemporaryFolder { folder in
            try Data().write(to: URL(filePath: "\(folder)/public"))
            for output in ["\(folder)/public", "\(folder)/public/site"] {
                let error = #expect(throws: PublishingError.self) { try Publisher(output: output) }
                #expect(error?.code == .fileSystem)
                #expect(error?.message.contains("\(folder)/public") == true)
            }
        }
    }

    @Test func oneRunAtATime() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            let first = try Publisher(output: output)
            #expect(code { _ = try Publisher(output: output) } == .locked)
            #expect(code { _ = try Publisher(output: "\(folder)/./public/") } == .locked)
            try first.write([], to: "data/totals.json")
            _ = try first.publish()
            // Published, but not released yet.
            #expect(code { _ = try Publisher(output: output) } == .locked)
            withExtendedLifetime(first) {}
        }
    }

    @Test func theSecondRunIsToldWhichProcessPublishes() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            let first = try Publisher(output: output)
            let error = #expect(throws: PublishingError.self) { try Publisher(output: output) }
            #expect(error?.message.contains("publishing to \(output) (\(CurrentProcess.name), since 20") == true)
            withExtendedLifetime(first) {}
        }
    }

    @Test("F25: in a folder whose parent can't be written, the second run is told who publishes, too")
    func theSecondRunInPlaceIsTold() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/parent/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            _ = chmod("\(folder)/parent", 0o555)
            defer { _ = chmod("\(folder)/parent", 0o755) }
            for path in [folder, output] { _ = chmod(path, 0o777) }
            await #expect(processExitsWith: .exitCode(17)) { [output = output as String] in
                InPlaceTests.becomeNobody()
                let first = try Publisher(output: output)
                guard first.obstacle != nil else { exit(2) }
                do throws(PublishingError) { _ = try Publisher(output: output) } catch {
                    exit(error.isLocked && error.message.contains("(\(CurrentProcess.name), since 20") ? 17 : 1)
                }
            }
        }
    }

    @Test(
        "F25: a file system that is read-only is called so, and one without room is found before any work",
        .enabled(if: Mount.isAllowed, Mount.reasonToSkip),
        arguments: [
            ("ro", "Read-only file system. The file system is read-only"), ("size=256k", "No space left on device. Make room"),
        ])
    func disks(options: String, words: String) async throws {
        try await withTemporaryFolder { folder in
            try Mount.memory(folder, options)
            defer { Mount.release(folder) }
            let error = #expect(throws: PublishingError.self) { try Publisher(output: "\(folder)/public") }
            #expect(error?.code == .fileSystem && error?.message.contains(words) == true, "\(String(describing: error))")
            #expect(try FileSystem.names(in: folder) == [])
        }
    }

    @Test func aSymbolicLinkInTheLocksPlaceIsRefusedAndNotTouched() async throws {
        try await withTemporaryFolder { folder in
            let (lock, target) = ("\(folder)/.public.octo-site-lock", "\(folder)/precious")
            try Data("precious".utf8).write(to: URL(filePath: target))
            try FileManager.default.createSymbolicLink(atPath: lock, withDestinationPath: target)
            let error = #expect(throws: PublishingError.self) { try Publisher(output: "\(folder)/public") }
            #expect(error?.code == .fileSystem)
            #expect(error?.message.contains("/.public.octo-site-lock can't be opened: It is a symbolic link.") == true)
            #expect(try FileSystem.read(target) == Array("precious".utf8))
            #expect(FileSystem.linkTarget(lock) == target)
        }
    }

    @Test func theLockIsReleasedWithThePublisher() async throws {
        try await withTemporaryFolder { folder in
            for _ in 0..<3 { _ = try Publisher(output: "\(folder)/public") }
            #expect(try FileSystem.names(in: folder) == [])
        }
    }

    @Test(arguments: [
        "", "/etc/passwd", "..", "../x", "a/../b", "a//b", "a/", "./a", ".htaccess", "a/.b", "a\nb", "a\\b", "SHA256SUMS", "a\0b",
        String(repeating: "x", count: 256),
    ])
    func pathsThatAreNotPlainAreRefused(_ path: String) async throws {
        try await withTemporaryFolder { folder in
            let publisher = try Publisher(output: "\(folder)/public")
            #expect(code { try publisher.write([], to: path) } == .badPath)
            #expect(code { _ = try publisher.stage(path) } == .badPath)
            #expect(code { try publisher.keep(path) } == .badPath)
        }
    }

    @Test func twoPagesOfOnePathAreRefused() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try Publisher(output: "\(folder)/public")
            try publisher.write([1], to: "a.html")
            #expect(code { try publisher.write([1], to: "a.html") } == .badPath)
        }
    }

    @Test func aPageWhereAFolderIsNeededIsNamed() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try Publisher(output: "\(folder)/public")
            try publisher.write([1], to: "a")
            let error = #expect(throws: PublishingError.self) { try publisher.write([1], to: "a/b") }
            #expect(error?.message.contains("/a can't be created") == true)
        }
    }

    @Test func anAbandonedSiteLeavesNothing() async throws {
        try await withTemporaryFolder { folder in
            let output = "\(folder)/public"
            try SiteFolder.publish(SiteFolder.pages, to: output)
            let before = try SiteFolder.identities(in: output)
            do {
                let publisher = try Publisher(output: output)
                try publisher.write([1], to: "index.html")
                publisher.abandon()
            }
            #expect(try SiteFolder.identities(in: output) == before)
            #expect(try SiteFolder.leftovers(around: output) == [])
        }
    }
}
