import Files
import Foundation
import TestSupport
import Testing

@Suite("Replacement files")
struct ReplacementFileTests {
    @Test("the old file stays until the new one is whole, and keeps its permissions and its links")
    func replacing() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/file"
            try FileSystem.write(Array("old".utf8), to: path)
            #expect(chmod(path, 0o640) == 0)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "file")
            let replacement = try #require(try ReplacementFile(of: "\(folder)/link"))
            try replacement.write(Array("new".utf8))
            #expect(try FileSystem.read(path) == Array("old".utf8))
            try replacement.commit()
            #expect(try FileSystem.read(path) == Array("new".utf8))
            #expect(try FileSystem.status(of: path).permissions == 0o640)
            #expect(try FileSystem.names(in: folder) == ["file", "link"])
        }
    }

    @Test("one that is not committed leaves nothing")
    func abandoning() async throws {
        try await withTemporaryFolder { folder in
            do {
                let replacement = try #require(try ReplacementFile(of: "\(folder)/file"))
                try replacement.write([1])
                #expect(try FileSystem.names(in: folder).count == 1)
            }
            #expect(try FileSystem.names(in: folder) == [])
        }
    }

    @Test("what a killed process left of the same file goes; what a running one writes, and other files, stay")
    func leftovers() async throws {
        try await withTemporaryFolder { folder in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/true")
            try process.run()
            process.waitUntilExit()
            let dead = process.processIdentifier
            let others = [
                "file.octo-site-partial-1", "file.octo-site-partial-\(getppid())", "file.octo-site-partial-x",
                "file.octo-site-partial-",
                "other.octo-site-partial-\(dead)", "other.octo-site-partial-abcdefgh", "file.octo-site-partial-abcdefg",
                "file.octo-site-partial-Abcdefgh",
            ]
            for name in others + ["file.octo-site-partial-\(dead)", "file.octo-site-partial-abcdefgh"] {
                try FileSystem.write([1], to: "\(folder)/\(name)")
            }
            do { _ = try #require(try ReplacementFile(of: "\(folder)/file")) }
            #expect(try FileSystem.names(in: folder).sorted() == others.sorted())
        }
    }

    @Test("two that replace the same file do not take each other for leftovers, whatever the numbers of their processes")
    func twoAtOnce() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/file"
            let first = try #require(try ReplacementFile(of: path))
            try first.write(Array("first".utf8))
            // A lock is the opened file's, so this one knows no more of the first than a process in another container does.
            let second = try #require(try ReplacementFile(of: path))
            try second.write(Array("second".utf8))
            try first.commit()
            #expect(try FileSystem.read(path) == Array("first".utf8))
            try second.commit()
            #expect(try FileSystem.read(path) == Array("second".utf8))
            #expect(try FileSystem.names(in: folder) == ["file"])
        }
    }

    @Test("a leftover that is a link or a folder is not touched")
    func leftoversOfOtherKinds() async throws {
        try await withTemporaryFolder { folder in
            try FileSystem.write(Array("precious".utf8), to: "\(folder)/precious")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/file.octo-site-partial-aaaaaaaa", withDestinationPath: "precious")
            try FileSystem.createFolder("\(folder)/file.octo-site-partial-bbbbbbbb")
            #expect(mkfifo("\(folder)/file.octo-site-partial-cccccccc", 0o600) == 0)
            do { _ = try #require(try ReplacementFile(of: "\(folder)/file")) }
            #expect(
                try FileSystem.names(in: folder) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"].map { "file.octo-site-partial-\($0)" }
                    + ["precious"])
            #expect(try FileSystem.read("\(folder)/precious") == Array("precious".utf8))
        }
    }

    @Test("a device is written to directly, a folder is refused")
    func otherKinds() async throws {
        #expect(try ReplacementFile(of: "/dev/null") == nil)
        try await withTemporaryFolder { folder in
            let error = #expect(throws: FileError.self) { _ = try ReplacementFile(of: folder) }
            #expect(error?.reason == .isFolder)
        }
    }
}
