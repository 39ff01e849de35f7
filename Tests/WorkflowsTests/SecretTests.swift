import EngagementStore
import Foundation
import SQLiteStore
import Sync
import TestSupport
import Testing
import Workflows

@Suite("Secret")
struct SecretTests {
    private func withForgetfulStore(_ body: (any EngagementStore, _ secretFile: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: folder + "/store.sqlite")
            let file = folder + "/store.secret"
            let key = try await Secret.keyForTombstones(of: store, secretFile: file)
            let hashes = ForgottenFilter(key: key, tombstones: [])
            _ = try await store.forget([], tombstones: [hashes.tombstone(ofPerson: "jane@example.com")])
            try await body(store, file)
            await store.close()
        }
    }

    @Test("The key that made the tombstones knows the forgotten again, and is only for its owner to read")
    func rightKey() async throws {
        try await withForgetfulStore { store, file in
            let filter = try await Secret.filter(for: store, secretFile: file)
            #expect(filter.knows("Jane@Example.com"))
            let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
        }
    }

    @Test("A lost key stops everything, and no new one takes its place")
    func lostKey() async throws {
        try await withForgetfulStore { store, file in
            try FileManager.default.removeItem(atPath: file)
            await #expect(throws: WorkflowError.self) { try await Secret.filter(for: store, secretFile: file) }
            await #expect(throws: WorkflowError.self) { try await Secret.keyForTombstones(of: store, secretFile: file) }
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("Another key stops everything, too")
    func otherKey() async throws {
        try await withForgetfulStore { store, file in
            let other = file + ".other"
            _ = try Secret.readOrCreate(other)
            await #expect(throws: WorkflowError.self) { try await Secret.filter(for: store, secretFile: other) }
            await #expect(throws: WorkflowError.self) { try await Secret.keyForTombstones(of: store, secretFile: other) }
        }
    }
}
