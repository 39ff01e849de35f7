package import EngagementStore
import Testing

/// The store's promise in detail: named clauses that every backend keeps.
///
///     @Test(arguments: StoreContract.clauses)
///     func keeps(_ clause: StoreContract.Clause) async throws {
///         try await withTemporaryFolder { folder in
///             try await clause.check(StoreHouse { try await SQLiteStore.open(path: "\(folder)/\($0).sqlite") })
///         }
///     }
package enum StoreContract {
    /// One promise. Fails by `#expect` or by throwing.
    package struct Clause: Sendable, CustomTestStringConvertible {
        package let name: String
        private let body: @Sendable (any EngagementStore, StoreHouse) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any EngagementStore, StoreHouse) async throws -> Void) {
            self.name = name
            self.body = body
        }

        package var testDescription: String { name }

        /// Checks the promise on a new store of the house.
        package func check(_ house: StoreHouse) async throws {
            try await house.withStore { try await body($0, house) }
        }
    }

    package static let clauses: [Clause] =
        runs + leases + campaigns + merging + mergeLaw + walks + vanishing + measuring + streaming + history
        + explaining
        + identity + rollback + forgetting + remembering + values + copying + renaming
}

/// Where the stores of one clause stand. A name is a store: the first opening of it finds an empty one, the next what
/// was written.
package struct StoreHouse: Sendable {
    private let opening: @Sendable (_ name: String) async throws -> any EngagementStore

    package init(open: @escaping @Sendable (_ name: String) async throws -> any EngagementStore) { opening = open }

    package func open(_ name: String = "store") async throws -> any EngagementStore { try await opening(name) }

    /// Opens a store, and closes it however the body ends.
    package func withStore<Result>(
        _ name: String = "store", _ body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        let store = try await open(name)
        do {
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}
