import EngagementStore
import Foundation
import SQLiteStore
import TestSupport
import Testing

@testable import Workflows

@Suite("Opening stores")
struct StoreAddressTests {
    @Test("A URI is read; one of another kind is refused without its password")
    func reading() throws {
        #expect(try StoreAddress("sqlite:a/b.sqlite").kind == .sqlite(path: "a/b.sqlite"))
        for uri in ["mongodb://ann:secret@host/db", "mongodb+srv://host/db"] {
            #expect(try StoreAddress(uri).kind == .mongo(uri: uri))
        }
        for uri in ["postgres://ann:secret@host/", "sqlite:", "octo-site.sqlite", ""] {
            let error = #expect(throws: WorkflowError.self) { try StoreAddress(uri) }
            #expect(error?.code == .badRequest && error?.message.contains("secret") == false)
        }
    }

    @Test("A missing store is an error, a new one, or a temporary one, as it is asked for")
    func missing() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let address = try StoreAddress("sqlite:\(path)")
            let error = await #expect(throws: StoreError.self) { try await address.withStore(.existing) { $0.name } }
            #expect(error?.code == .notFound)
            #expect(try await address.withStore(.temporaryIfMissing) { try await $0.runs() }.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try await address.withStore(.createdIfMissing) { try await $0.runs() }.isEmpty)
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("A store is closed, and its lease released, also when the body fails")
    func closing() async throws {
        struct Failure: Error {}
        try await withTemporaryFolder { folder in
            let address = try StoreAddress("sqlite:\(folder)/store.sqlite")
            await #expect(throws: Failure.self) {
                try await address.withStore(.createdIfMissing) { store in
                    try await store.acquireLease(holder: "the first")
                    throw Failure()
                }
            }
            try await address.withStore(.existing) { try await $0.acquireLease(holder: "the second") }
        }
    }

    @Test("Half a copy is no store, but can be copied into again")
    func halfCopy() async throws {
        try await withTemporaryFolder { folder in
            let address = try StoreAddress("sqlite:\(folder)/store.sqlite")
            try await address.withStore(.createdIfMissing) { try await $0.beginCopy() }
            for opening in [StoreOpening.existing, .createdIfMissing, .temporaryIfMissing] {
                let error = await #expect(throws: StoreError.self) { try await address.withStore(opening) { $0.name } }
                #expect(error?.code == .halfCopied)
            }
            #expect(try await address.withStore(.copyTarget) { try await $0.holdsHalfCopy() })
        }
    }

    @Test("The lease is held while a body runs, and released however it ends")
    func lease() async throws {
        struct Failure: Error {}
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let (store, other) = (try await SQLiteStore.open(path: path), try await SQLiteStore.open(path: path))
            try await Lease.holding(store) {
                let error = await #expect(throws: StoreError.self) { try await Lease.holding(other) {} }
                #expect(error?.code == .leased && error?.message.contains("process \(getpid())") == true)
            }
            await #expect(throws: Failure.self) { try await Lease.holding(store) { throw Failure() } }
            try await Lease.holding(other) {}
            await store.close()
            await other.close()
        }
    }
}
