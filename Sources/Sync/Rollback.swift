package import Engagement
package import EngagementStore

/// Takes a store back to before a run, so that the next sync reads again what is removed.
package enum Rollback {
    package static func perform(to run: RunNumber, in store: any StoreAdministration) async throws -> RollbackOutcome {
        // First: the lists' contacts that the removed runs had read must be read again.
        for list in try await store.lists() {
            for status in ContactSync.statuses { try await store.saveNote(.contactsRead(list: list.id, status: status), nil) }
        }
        return try await store.rollback(to: run)
    }
}
