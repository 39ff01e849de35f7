package import Engagement
package import EngagementStore

extension MongoStore {
    package func campaigns() async throws -> [CampaignRecord] {
        try await connection.find(.campaigns, [:], decoding: CampaignDocument.decode).sorted { $0.campaign < $1.campaign }
    }

    package func savedCampaigns() async throws -> [SavedCampaign] {
        try await connection.find(.campaigns, [:], decoding: Self.savedCampaign)
    }

    private static func savedCampaign(_ document: BSONDocument) throws(UnreadableValue) -> SavedCampaign? {
        guard let record = try CampaignDocument.decode(document) else { return nil }
        return SavedCampaign(record: record, savedIn: try document.required("saved_run", \.run))
    }

    package func saveCampaigns(_ records: [CampaignRecord], run: RunNumber) async throws {
        try await exclusively {
            let stored = Dictionary(
                try await self.savedCampaigns().map { ($0.record.id, $0) }, uniquingKeysWith: { $1 })
            var journal: [JournalEntry.Change] = []
            var writes: [Write] = []
            // Of several records of one campaign, the last one counts.
            for record in Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values {
                let old = stored[record.id]
                if old?.record == record { continue }
                if let old, old.savedIn < run { journal.append(.campaign(record.id, old: old.record)) }
                writes.append(Self.write(record, run: run))
            }
            try await self.writeJournal(journal, run: run)
            try await self.connection.write(.campaigns, writes)
        }
    }

    /// - Parameters:
    ///   - run: the run that writes it.
    ///   - kept: members that stay where the record has nothing for them.
    static func write(_ record: CampaignRecord, run: RunNumber, keeps kept: Set<String> = []) -> Write {
        // Member by member, so that others, which the old scripts wrote, stay.
        let document = BSONDocument(CampaignDocument.encode(record, syncedAt: now).filter { $0.key != "_id" })
            .appending("saved_run", .int32(run))
        var removed = BSONDocument()
        for key in ["statistics", "summary", "links"] where document[key] == nil && !kept.contains(key) {
            removed.append(key, "")
        }
        var update: BSONDocument = ["$set": .document(document)]
        if !removed.isEmpty { update.append("$unset", .document(removed)) }
        return .update(filter: ["_id": .string(record.id)], update: update, upsert: true)
    }

    package func lists() async throws -> [ContactList] {
        try await connection.find(.lists, [:], .init(sort: ["_id": 1])) { document throws(UnreadableValue) in
            ContactList(
                id: try document.required("_id", \.string), name: try document.required("name", \.string),
                fieldTags: try document.strings("field_tags"))
        }
    }

    package func listSizes() async throws -> [ListSizeReading] {
        let starts = try await runs().reduce(into: [RunNumber: Timestamp]()) { $0[$1.number] = $1.startedAt }
        return try await connection.find(.listSizes, [:], .init(sort: ["list_id": 1, "run": 1])) {
            document throws(UnreadableValue) in
            let run = try document.required("run", \.run)
            guard let start = starts[run] else { throw UnreadableValue(field: "run", value: run.description) }
            return ListSizeReading(
                listID: try document.required("list_id", \.string), run: run, at: start,
                pending: try document.required("pending", \.int), subscribed: try document.required("subscribed", \.int),
                unsubscribed: try document.required("unsubscribed", \.int))
        }
    }

    package func saveListSizes(_ sizes: [ListSizeReading]) async throws {
        let writes = sizes.map { size -> Write in
            let key: BSONDocument = ["list_id": .string(size.listID), "run": .int32(size.run)]
            return .replace(
                filter: ["_id": .document(key)],
                with: [
                    "_id": .document(key), "list_id": .string(size.listID), "run": .int32(size.run),
                    "pending": BSONValue(size.pending), "subscribed": BSONValue(size.subscribed),
                    "unsubscribed": BSONValue(size.unsubscribed),
                ])
        }
        try await changing { try await self.connection.write(.listSizes, writes) }
    }

    package func saveLists(_ lists: [ContactList]) async throws {
        let writes = lists.map { list -> Write in
            .replace(
                filter: ["_id": .string(list.id)],
                with: [
                    "_id": .string(list.id), "name": .string(list.name),
                    "field_tags": .array(list.fieldTags.map(BSONValue.string)),
                ])
        }
        try await changing { try await self.connection.write(.lists, writes) }
    }
}
