import EngagementStore
import MongoStore
import SQLiteStore
import TestSupport
import Testing

/// One seeded sequence of operations, done to both stores: they answer the same and hold the same.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct DifferentialTests {
    @Test(arguments: 101...112)
    func holdsWhatSQLiteHolds(seed: Int) async throws {
        let uri = try await Mongod.shared.value.newDatabase()
        try await withTemporaryFolder { folder in
            let mongo = try await MongoStore.open(uri: uri)
            let sqlite = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            for (number, operation) in StoreScript(seed: UInt64(seed), runs: 6).operations.enumerated() {
                let step = StoreScript(operations: [operation])
                let (here, there) = (try await step.apply(to: mongo), try await step.apply(to: sqlite))
                try #require(here == there, "operation \(number): \(operation)")
            }
            let (here, there) = (try await StoreDump(of: mongo, notes: ["day"]), try await StoreDump(of: sqlite, notes: ["day"]))
            let differences = here.differences(from: there)
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
            await mongo.close()
            await sqlite.close()
        }
    }
}
