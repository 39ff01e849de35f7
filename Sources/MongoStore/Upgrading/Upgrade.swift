import Engagement
import EngagementStore

/// Brings a database of the first release to the layout of this one. A lone server has no transactions, so each step may be
/// repeated, and goes on where it was killed; the version is raised when all are done.
struct Upgrade: Sendable {
    let store: MongoStore

    /// In this order: records need keys before two spellings of one id are joined.
    static let steps: [@Sendable (Upgrade) async throws -> Void] = [
        { try await $0.store.setFirstKeys(["generation": ["$exists": false]]) },
        { try await $0.moveCampaigns() },
        { try await $0.moveLists() },
        { try await $0.moveContacts() },
        { try await $0.renewPeople() },
        { try await $0.limitMarks() },
        { try await $0.askForRedaction() },
    ]

    func perform() async throws {
        for step in Self.steps { try await step(self) }
    }

    var connection: MongoConnection { store.connection }

    /// The first release left the addresses of forgotten people in texts about others: the next run removes them there.
    private func askForRedaction() async throws {
        guard try await !store.tombstones().isEmpty else { return }
        try await store.saveNote(.pendingRedaction, "upgrade")
        try await store.saveNote(.staleArchive, "upgrade")
    }
}
