package import EngagementStore
import Testing

/// The contract of a store in detail: named clauses that every store must satisfy.
///
///     @Test(arguments: StoreContract.clauses)
///     func keeps(_ clause: StoreContract.Clause) async throws {
///         try await withTemporaryFolder { folder in
///             try await clause.check(StoreFactory(open: { … }, damage: { … }))
///         }
///     }
package enum StoreContract {
    /// One part of the contract. It fails by `#expect` or by throwing.
    package struct Clause: Sendable, CustomTestStringConvertible {
        package let name: String
        private let body: @Sendable (any EngagementStore, StoreFactory) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any EngagementStore, StoreFactory) async throws -> Void) {
            self.name = name
            self.body = body
        }

        package var testDescription: String { name }

        /// Checks a new store of the factory.
        package func check(_ factory: StoreFactory) async throws {
            try await factory.withStore { try await body($0, factory) }
        }
    }

    package static let clauses: [Clause] =
        runs + leases + campaigns + listSizes + merging + mergeLaw + clocks + walks + vanishing + measuring + streaming + history
        + explaining
        + identity + rollback + forgetting + notes + values + copying + identities + renaming + damage + damageOfMeasures
        + changes + keptMeasures + notifications + conflictingTags
}

/// Opens the stores of one clause. A name is a store: opened first it is empty, later it holds what was written.
package struct StoreFactory: Sendable {
    private let opening: @Sendable (_ name: String) async throws -> any EngagementStore
    private let damaging: @Sendable (_ name: String, _ kind: StoreDamage) async throws -> String

    /// - Parameter damage: damages the rows of a kind behind the store's back, and returns table or collection and key of
    ///   one as an error should name them.
    package init(
        open: @escaping @Sendable (_ name: String) async throws -> any EngagementStore,
        damage: @escaping @Sendable (_ name: String, _ kind: StoreDamage) async throws -> String
    ) {
        opening = open
        damaging = damage
    }

    package func damage(_ kind: StoreDamage, in name: String = "store") async throws -> String {
        try await damaging(name, kind)
    }

    package func open(_ name: String = "store") async throws -> any EngagementStore { try await opening(name) }

    /// Opens a store, and closes it also if the body throws.
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
