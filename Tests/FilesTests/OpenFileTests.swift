import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Open files")
struct OpenFileTests {
    @Test("what is written is read back, whatever the size of the buffer")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            var random = SeededGenerator(seed: 11)
            let bytes = (0..<100_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let path = "\(folder)/file"
            var file = try OpenFile(creating: path)
            for part in [bytes[..<7], bytes[7..<7], bytes[7...]] { try file.write(part) }
            try file.close()
            for size in [1_000, 4_096, 99_999, 100_000, 200_000] {
                let file = try OpenFile(reading: path)
                var buffer = [UInt8](repeating: 0, count: size)
                var read: [UInt8] = []
                while case let count = try file.fill(&buffer), count > 0 { read += buffer[..<count] }
                #expect(read == bytes)
            }
            #expect(try FileSystem.read(path) == bytes)
        }
    }

    @Test("creating refuses what is there, overwriting empties it")
    func creating() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/file"
            try FileSystem.write(Array("old and long".utf8), to: path)
            let error = #expect(throws: FileError.self) { _ = try OpenFile(creating: path) }
            #expect(error?.reason == .exists && error?.action == .created && error?.path == path)
            let file = try OpenFile(overwriting: path)
            try file.write(Array("new".utf8)[...])
            #expect(try FileSystem.read(path) == Array("new".utf8))
        }
    }

    @Test("a full disk is an error")
    func fullDisk() throws {
        let file = try OpenFile(overwriting: "/dev/full")
        let error = #expect(throws: FileError.self) { try file.write([1]) }
        #expect(error?.reason == .noSpace)
        #expect(error?.description == "/dev/full can't be written: No space left on device.")
    }

    @Test("a temporary file has no name")
    func temporary() throws {
        let file = try OpenFile.temporary()
        #expect(try file.status().names == 0)
        try file.write(Array("spool".utf8)[...])
        try file.rewind()
        var buffer = [UInt8](repeating: 0, count: 10)
        #expect(try file.fill(&buffer) == 5)
        #expect(buffer[..<5] == Array("spool".utf8)[...])
    }

    @Test("every descriptor is closed, once, and none is inherited")
    func descriptors() async throws {
        try await withTemporaryFolder { (folder) async throws -> Void in
            await #expect(processExitsWith: .success) { [folder = folder as String] in
                // The process has others open, which come and go: the test library's.
                func opened() throws -> [String] {
                    let targets = try FileSystem.names(in: "/proc/self/fd").map { FileSystem.linkTarget("/proc/self/fd/\($0)") }
                    let output = FileSystem.linkTarget("/proc/self/fd/1")
                    return targets.compactMap { $0 }.filter { $0.hasPrefix(folder) || $0.hasSuffix("(deleted)") || $0 == output }
                }
                try FileSystem.write([1], to: "\(folder)/file")
                let before = try opened()
                for _ in 0..<5 {
                    let file = try OpenFile(reading: "\(folder)/file")
                    guard fcntl(file.descriptor, F_GETFD) == FD_CLOEXEC else { exit(2) }
                    var closed = try OpenFile(overwriting: "\(folder)/other")
                    try closed.close()
                    _ = try? FileLock(file: "\(folder)/none/lock", holder: "")
                    _ = try FileLock(file: "\(folder)/lock", holder: "me")
                    _ = try OpenFile.temporary()
                    _ = try OpenFile.standardOutput()
                }
                exit(try opened().count == before.count ? 0 : 1)
            }
        }
    }
}
