import EngagementStore
import MongoStore
import SQLiteStore
import TestSupport
import Testing

/// One seeded sequence of operations on both stores: they return the same and hold the same.
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
            try await StoreDifferential.expectSame(mongo, sqlite)
            await mongo.close()
            await sqlite.close()
        }
    }

    /// Copies to the other store and back: three stores that hold the same, before and after further operations.
    @Test(arguments: 121...128)
    func moves(seed: Int) async throws {
        let uri = try await Mongod.shared.value.newDatabase()
        try await withTemporaryFolder { folder in
            let stores: [any EngagementStore] = [
                try await SQLiteStore.open(path: "\(folder)/original.sqlite"), try await MongoStore.open(uri: uri),
                try await SQLiteStore.open(path: "\(folder)/back.sqlite"),
            ]
            var script = StoreScript(seed: UInt64(seed), runs: 7).operations[...]
            let rest = script.suffix(script.count / 3)
            script.removeLast(rest.count)
            try await StoreScript(operations: Array(script)).apply(to: stores[0])
            for (from, to) in zip(stores, stores.dropFirst()) {
                try await StoreCopy(from: from, to: to).run()
                try await StoreDifferential.expectSame(from, to)
            }
            for operation in rest + [.rollback(3)] {
                let step = StoreScript(operations: [operation])
                var answers: Set<[String]> = []
                for store in stores { answers.insert(try await step.apply(to: store)) }
                try #require(answers.count == 1, "\(operation): \(answers)")
            }
            for store in stores.dropFirst() { try await StoreDifferential.expectSame(stores[0], store) }
            for store in stores { await store.close() }
        }
    }
}
