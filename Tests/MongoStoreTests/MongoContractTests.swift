import EngagementStore
import MongoStore
import TestSupport
import Testing

/// The store's promise, on a real mongod.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct MongoContractTests {
    @Test(arguments: StoreContract.clauses)
    func keeps(_ clause: StoreContract.Clause) async throws {
        let mongod = try await Mongod.shared.value
        let database = mongod.newDatabaseName()
        try await clause.check(StoreHouse { try await MongoStore.open(uri: mongod.uri(database: "\(database)_\($0)")) })
    }
}
