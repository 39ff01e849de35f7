import EngagementStore
import Foundation
import SQLiteStore
import TestSupport
import Testing

@Suite("The lock beside a store in SQLite")
struct LeaseTests {
    @Test("two names of one file share the lock, and nothing is left of it afterwards")
    func followsLinks() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/link.sqlite", withDestinationPath: "\(folder)/store.sqlite")
            let other = try await SQLiteStore.open(path: "\(folder)/link.sqlite")
            try await store.acquireLease(holder: "the first")
            let error = await #expect(throws: StoreError.self) { try await other.acquireLease(holder: "the second") }
            #expect(error?.code == .leased)
            await store.close()
            try await other.acquireLease(holder: "the second")
            await other.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["link.sqlite", "store.sqlite"])
        }
    }

    @Test("a killed process lets go of the lock")
    func survivesKilling() async throws {
        try await withTemporaryFolder { folder in
            let lock = "\(folder)/store.sqlite.lock"
            // util-linux' own flock holds the file as another octo-site would; `exec` makes it one process to kill.
            let holder = Process()
            holder.executableURL = URL(fileURLWithPath: "/bin/sh")
            holder.arguments = ["-c", "exec 9>\"$0\" && flock -x 9 && printf 'another host' >&9 && echo locked && exec sleep 600", lock]
            let output = Pipe()
            holder.standardOutput = output
            holder.standardError = FileHandle.nullDevice
            try holder.run()
            defer { if holder.isRunning { kill(holder.processIdentifier, SIGKILL) } }
            #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "locked\n")
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            let error = await #expect(throws: StoreError.self) { try await store.acquireLease(holder: "us") }
            #expect(error?.message.contains("another host") == true)
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
            try await store.acquireLease(holder: "us")
            await store.close()
        }
    }
}
