import SQLiteStore
import TestSupport
import Testing

@Suite("SQLite keeps the store's promise")
struct ContractTests {
    @Test(arguments: StoreContract.clauses)
    func keeps(_ clause: StoreContract.Clause) async throws {
        try await withTemporaryFolder { folder in
            try await clause.check(StoreHouse { try await SQLiteStore.open(path: "\(folder)/\($0).sqlite") })
        }
    }
}
