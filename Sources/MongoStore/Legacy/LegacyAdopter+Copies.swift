import Engagement
import EngagementStore

/// The old scripts also overwrite the copies of contacts' records in octo-site's own documents, and set `synced_at`.
extension LegacyAdopter {
    /// Repairs the copies in participants that something else has written since the last run: only those are compared with
    /// their contacts' records. Copies of contacts without a record stay.
    func repairCopies(_ groups: [FlagGroup], _ adoption: inout LegacyAdoption) async throws {
        try await eachWrongCopy(groups) { writes in
            try await store.connection.write(.participants, writes)
            adoption.copies += writes.count
        }
    }

    /// When octo-site has written last, or a second later; nil before the first run.
    func lastWrite() async throws -> BSONValue? {
        guard let last = try await store.runs().last else { return nil }
        return .date(milliseconds: ((last.endedAt ?? last.startedAt).seconds + 1) * 1_000)
    }

    /// - Parameters:
    ///   - groups: of all participants; they tell whether a scan is worth while.
    ///   - body: given the writes that repair a page of participants.
    func eachWrongCopy(_ groups: [FlagGroup], _ body: ([Write]) async throws -> Void) async throws {
        guard groups.contains(where: \.isForeign), let time = try await lastWrite() else { return }
        let foreign: BSONValue = [["synced_at": ["$gt": time]], ["synced_at": ["$not": ["$type": "date"]]]]
        let pages = RowBatches(pageSize: MongoStore.pageSize, key: { $0["_id"] ?? .minKey }) { (last: BSONValue?, limit) in
            try await store.connection.find(
                .participants, ["_id": ["$gt": last ?? .minKey], "$or": foreign],
                .init(projection: ParticipantDocument.copies, sort: ["_id": 1], limit: limit))
        }
        for try await documents in pages { try await body(try await repairs(of: documents)) }
    }

    private func repairs(of documents: [BSONDocument]) async throws -> [Write] {
        let ids = documents.compactMap { $0["_id", "contact_id"]?.string }
        let contacts = Dictionary(
            try await store.contacts(ids: ids, on: store.connection).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return documents.compactMap { document in
            guard let campaign = document["_id", "campaign_id"]?.string, let id = document["_id", "contact_id"]?.string,
                let contact = contacts[id], contact.isKnown, !ParticipantDocument.hasCopies(of: contact, document)
            else { return nil }
            return .update(
                filter: ParticipantDocument.filter(campaign, id),
                update: ParticipantDocument.copying(contact, setting: ["synced_at": MongoStore.now]))
        }
    }
}
