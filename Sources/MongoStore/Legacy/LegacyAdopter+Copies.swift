import Engagement
import EngagementStore

/// The old scripts overwrite what octo-site's own documents carry of their contacts, too, and date them anew as they do.
extension LegacyAdopter {
    /// Puts the copies in participants right that somebody else has written since the last run: those alone are compared
    /// with their contacts' records. What nothing better is known of stays.
    func repairCopies(_ report: inout LegacyAdoption) async throws {
        guard let last = try await store.runs().last else { return }
        let since = last.endedAt ?? last.startedAt
        let foreign: BSONValue = [
            ["synced_at": ["$gt": .date(milliseconds: (since.seconds + 1) * 1_000)]], ["synced_at": ["$not": ["$type": "date"]]],
        ]
        var place: BSONValue = .minKey
        while true {
            let documents = try await store.connection.find(
                .participants, ["_id": ["$gt": place], "$or": foreign],
                .init(projection: ParticipantDocument.copies, sort: ["_id": 1], limit: MongoStore.chunk))
            guard let end = documents.last?["_id"] else { return }
            report.copies += try await repairCopies(in: documents)
            place = end
        }
    }

    private func repairCopies(in documents: [BSONDocument]) async throws -> Int {
        let ids = documents.compactMap { $0["_id", "contact_id"]?.string }
        let contacts = Dictionary(
            try await store.contacts(ids: ids, on: store.connection).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let writes: [Write] = documents.compactMap { document in
            guard let campaign = document["_id", "campaign_id"]?.string, let id = document["_id", "contact_id"]?.string,
                let contact = contacts[id], contact.isKnown, !ParticipantDocument.carries(contact, document)
            else { return nil }
            return .update(
                filter: ParticipantDocument.filter(campaign, id),
                update: ParticipantDocument.copying(contact, setting: ["synced_at": MongoStore.now]))
        }
        try await store.connection.write(.participants, writes)
        return writes.count
    }
}
