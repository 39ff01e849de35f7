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
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["link.sqlite", "store.sqlite"])
        }
    }

    @Test("a killed process releases the lock")
    func survivesKilling() async throws {
        try await withTemporaryFolder { folder in
            let lock = "\(folder)/store.sqlite.lock"
            // util-linux' own flock holds the file as another octo-site would; `exec` makes it one process to kill.
            let holder = Process()
            holder.executableURL = URL(fileURLWithPath: "/bin/sh")
            holder.arguments = [
                "-c", "exec 9>\"$0\" && flock -x 9 && printf 'another host' >&9 && echo locked && exec sleep 600", lock,
            ]
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

    @Test("a symbolic link in the lock's place is refused, and what it points to is not touched")
    func refusesLinks() async throws {
        try await withTemporaryFolder { folder in
            let (lock, target) = ("\(folder)/store.sqlite.lock", "\(folder)/precious")
            try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
            try FileManager.default.createSymbolicLink(atPath: lock, withDestinationPath: target)
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            let error = await #expect(throws: StoreError.self) { try await store.acquireLease(holder: "us") }
            #expect(error?.code == .unreachable)
            #expect(error?.message.contains("\(lock) can't be opened: It is a symbolic link.") == true)
            await store.close()
            #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: lock) == target)
        }
    }

    @Test("a lease whose lock file somebody removes is lost, and can be acquired again")
    func noticesRemoval() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await store.acquireLease(holder: "us")
            try await store.renewLease()
            try FileManager.default.removeItem(atPath: "\(folder)/store.sqlite.lock")
            let error = await #expect(throws: StoreError.self) { try await store.renewLease() }
            #expect(error?.code == .leased)
            try await store.acquireLease(holder: "us")
            try await store.renewLease()
            await store.close()
        }
    }
}
