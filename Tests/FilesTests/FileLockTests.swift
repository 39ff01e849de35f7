import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("File locks")
struct FileLockTests {
    /// Why the file can't be locked; nil if it can.
    private func failure(_ path: String) -> FileLock.Failure? {
        do throws(FileLock.Failure) { _ = try FileLock(file: path, holder: "second") } catch { return error }
        return nil
    }

    /// Holds the lock while the body runs, which can ask whether the lock is still in place.
    private func lock(_ path: String, _ body: (_ isInPlace: () -> Bool) throws -> Void) throws {
        let lock = try FileLock(file: path, holder: "host, process 7")
        try body { lock.isInPlace }
    }

    @Test("a lock has one holder, names it, and leaves nothing")
    func exclusion() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/lock"
            for _ in 0..<3 {
                try lock(path) { isInPlace in
                    #expect(failure(path) == .held(by: "host, process 7"))
                    #expect(isInPlace())
                }
                #expect(try FileSystem.names(in: folder) == [])
            }
        }
    }

    @Test("a shorter name leaves nothing of a longer one that a killed holder left")
    func content() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/lock"
            try Data(String(repeating: "x", count: 500).utf8).write(to: URL(filePath: path))
            try lock(path) { _ in #expect(failure(path) == .held(by: "host, process 7")) }
        }
    }

    @Test("F6: a symbolic link in its place is refused, and what it points to is not touched", arguments: [true, false])
    func symbolicLink(targetExists: Bool) async throws {
        try await withTemporaryFolder { folder in
            let (path, target) = ("\(folder)/lock", "\(folder)/precious")
            if targetExists { try Data("precious".utf8).write(to: URL(filePath: target)) }
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            guard case .failed(let error) = failure(path) else {
                Issue.record("It was locked")
                return
            }
            #expect(error.description == "\(path) can't be opened: It is a symbolic link.")
            #expect(FileSystem.linkTarget(path) == target)
            #expect(try targetExists ? FileSystem.read(target) == Array("precious".utf8) : FileSystem.kind(of: target) == nil)
        }
    }

    @Test("a file with a second name, a folder and a pipe are refused and not touched")
    func otherKinds() async throws {
        try await withTemporaryFolder { folder in
            try Data("precious".utf8).write(to: URL(filePath: "\(folder)/precious"))
            try FileManager.default.linkItem(atPath: "\(folder)/precious", toPath: "\(folder)/hard")
            try FileSystem.createFolder("\(folder)/folder")
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            for name in ["hard", "folder", "pipe"] {
                guard case .failed(let error) = failure("\(folder)/\(name)") else {
                    Issue.record("\(name) was locked")
                    continue
                }
                #expect(error.path == "\(folder)/\(name)" && error.action == .opened)
            }
            #expect(try FileSystem.read("\(folder)/precious") == Array("precious".utf8))
            #expect(try FileSystem.names(in: folder) == ["folder", "hard", "pipe", "precious"])
        }
    }

    @Test("F31: a file in which something else is, such as a database, is no lock, and is not touched")
    func foreignFile() async throws {
        try await withTemporaryFolder { folder in
            let (path, content) = ("\(folder)/lock", Array("SQLite format 3\0".utf8) + [UInt8](repeating: 7, count: 4_080))
            try FileSystem.write(content, to: path)
            #expect(failure(path) == .foreign)
            #expect(try FileSystem.read(path) == content)
        }
    }

    @Test("a lock whose file has been removed or replaced is not in place")
    func replacedFile() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/lock"
            try lock(path) { isInPlace in
                try FileSystem.removeFile(path)
                #expect(!isInPlace())
                try FileSystem.write([], to: path)
                #expect(!isInPlace())
            }
            // The other file is another holder's, perhaps.
            #expect(try FileSystem.names(in: folder) == ["lock"])
        }
    }

    @Test("a folder can be locked, and stays")
    func folders() async throws {
        try await withTemporaryFolder { folder in
            func failure() -> FileLock.Failure? {
                do throws(FileLock.Failure) { _ = try FileLock(folder: folder) } catch { return error }
                return nil
            }
            do {
                let lock = try FileLock(folder: folder)
                #expect(failure() == .held(by: nil))
                let isInPlace = lock.isInPlace
                #expect(isInPlace)
            }
            #expect(failure() == nil)
            #expect(FileSystem.kind(of: folder) == .folder)
        }
    }

    @Test("many processes that lock and release never hold the lock together")
    func contention() async throws {
        try await withTemporaryFolder { folder in
            try FileSystem.write([], to: "\(folder)/log")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        await #expect(processExitsWith: .success) { [folder = folder as String] in
                            var count = 0
                            while count < 50 {
                                do throws(FileLock.Failure) {
                                    let lock = try FileLock(file: "\(folder)/lock", holder: CurrentProcess.name)
                                    // Only one can create it before it is removed again.
                                    do throws(FileError) {
                                        try FileSystem.write([], to: "\(folder)/inside")
                                        try FileSystem.removeFile("\(folder)/inside")
                                    } catch { exit(1) }
                                    count += 1
                                    _ = lock.isInPlace
                                } catch {
                                    guard case .held = error else { exit(2) }
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(FileSystem.kind(of: "\(folder)/lock") == nil)
        }
    }
}
