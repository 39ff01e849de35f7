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
        { try await $0.findConflictingTags() },
    ]

    func perform() async throws {
        try await store.changing { for step in Self.steps { try await step(self) } }
    }

    var connection: MongoConnection { store.connection }

    /// In records of now and before.
    private func findConflictingTags() async throws {
        var conflicting = ConflictingTags()
        for (collection, filter) in [(Collection.contacts, "fields"), (.journal, "old.fields")] {
            let pages = RowBatches(pageSize: MongoStore.pageSize, key: { $0["_id"] ?? .minKey }) { (last: BSONValue?, limit) in
                try await connection.find(
                    collection, ["_id": ["$gt": last ?? .minKey], filter: ["$exists": true]],
                    .init(projection: [filter: 1], sort: ["_id": 1], limit: limit))
            }
            for try await documents in pages {
                for document in documents {
                    let record = collection == .journal ? document["old"]?.document : document
                    if let fields = record?["fields"]?.document { conflicting.read(fields.fields) }
                }
            }
        }
        try await store.add(conflictingTags: conflicting.found)
    }

    /// The first release left the addresses of forgotten people in texts about others: the next run removes them there.
    private func askForRedaction() async throws {
        guard try await !store.tombstones().isEmpty else { return }
        try await store.saveNote(.pendingRedaction, "upgrade")
        try await store.saveNote(.staleArchive, "upgrade")
    }
}
