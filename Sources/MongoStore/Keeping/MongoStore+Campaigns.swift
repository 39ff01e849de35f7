package import Engagement
import EngagementStore

extension MongoStore {
    package func campaigns() async throws -> [CampaignRecord] {
        try await connection.find(.campaigns, [:]).compactMap(CampaignDocument.decode).sorted { $0.campaign < $1.campaign }
    }

    package func saveCampaigns(_ records: [CampaignRecord], run: RunNumber) async throws {
        try await exclusively {
            let documents = try await self.connection.find(.campaigns, [:])
            let stored = Dictionary(documents.map { ($0["_id"]?.string ?? "", $0) }, uniquingKeysWith: { $1 })
            var journal: [JournalEntry.Change] = []
            var writes: [Write] = []
            // Of one that comes twice, the last counts.
            for record in Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values {
                let document = stored[record.id]
                let old = document.flatMap(CampaignDocument.decode)
                if old == record { continue }
                // Told of once a run, as it was before that run.
                if let old, (document?["saved_run"]?.run ?? 0) < run { journal.append(.campaign(record.id, old: old)) }
                writes.append(Self.write(record, run: run))
            }
            try await self.writeJournal(journal, run: run)
            try await self.connection.write(.campaigns, writes)
        }
    }

    /// - Parameters:
    ///   - run: the run that writes it.
    ///   - kept: members to leave alone where the record has nothing for them.
    static func write(_ record: CampaignRecord, run: RunNumber, keeps kept: Set<String> = []) -> Write {
        // Set member by member, so that others, which the old scripts wrote, stay.
        let document = BSONDocument(CampaignDocument.encode(record, syncedAt: now).filter { $0.key != "_id" })
            .appending("saved_run", .int32(run))
        var gone = BSONDocument()
        for key in ["statistics", "summary", "links"] where document[key] == nil && !kept.contains(key) { gone.append(key, "") }
        var update: BSONDocument = ["$set": .document(document)]
        if !gone.isEmpty { update.append("$unset", .document(gone)) }
        return .update(filter: ["_id": .string(record.id)], update: update, upsert: true)
    }

    package func lists() async throws -> [ContactList] {
        try await connection.find(.lists, [:], .init(sort: ["_id": 1])).compactMap { document in
            guard let id = document["_id"]?.string else { return nil }
            return ContactList(
                id: id, name: document["name"]?.string ?? "",
                fieldTags: (document["field_tags"]?.array ?? []).compactMap(\.string))
        }
    }

    package func saveLists(_ lists: [ContactList]) async throws {
        try await connection.write(
            .lists,
            lists.map { list in
                .replace(
                    filter: ["_id": .string(list.id)],
                    with: [
                        "_id": .string(list.id), "name": .string(list.name),
                        "field_tags": .array(list.fieldTags.map(BSONValue.string)),
                    ])
            })
    }
}
