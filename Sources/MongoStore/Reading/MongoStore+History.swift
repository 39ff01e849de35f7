import Basics
package import Engagement
import EngagementStore

/// The history of single contacts.
extension MongoStore {
    package func contacts(matching text: String) async throws -> [ContactRecord] {
        guard let person = person(of: text) else { return [] }
        // An address in lower case has no `person` beside it.
        func isPerson(_ path: String) -> BSONValue {
            ["$or": [["\(path)person": .string(person)], ["\(path)email_address": .string(person)]]]
        }
        let former = try await connection.aggregate(
            .journal,
            [["$match": ["change": "attributes", "$and": [isPerson("old.")]]], ["$group": ["_id": "$contact_id"]]])
        let ids = [.string(text)] + former.compactMap { $0["_id"] }
        return try await connection.find(
            .contacts, ["$or": [["_id": ["$in": .array(ids)]], isPerson("")]], .init(sort: ["_id": 1]),
            decoding: EncodedContact.init(_:)
        ).map(\.record)
    }

    package func contacts(_ ids: [ContactID], asOf run: RunNumber?) async throws -> [ContactRecord] {
        let records = try await contacts(ids: ids, on: connection).map(\.record).sorted { utf8Less($0.id, $1.id) }
        guard let run else { return records }
        let replay = try await replay(of: records.map(\.id), since: run)
        return records.compactMap { record in
            replay.attributes(of: record.id, now: record.attributes, asOf: run).map {
                ContactRecord(id: record.id, attributes: $0)
            }
        }
    }

    package func participations(of contacts: [ContactID]) async throws -> [ParticipantRow] {
        try await participations(of: contacts, asOf: nil)
    }

    /// In ``Campaign`` order, then by contact id.
    func participations(of contacts: [ContactID], asOf run: RunNumber?) async throws -> [ParticipantRow] {
        var stored: [ParticipantDocument.Stored] = []
        for part in contacts.chunks(of: Self.pageSize) {
            stored += try await connection.find(
                .participants, ["contact_id": ["$in": .array(part.map(BSONValue.string))]],
                .init(projection: ParticipantDocument.projection), decoding: ParticipantDocument.decode)
        }
        guard !stored.isEmpty else { return [] }
        let order = Dictionary(uniqueKeysWithValues: try await campaignOrder().enumerated().map { ($1, $0) })
        stored.sort { left, right in
            let (a, b) = (order[left.campaignID] ?? .max, order[right.campaignID] ?? .max)
            return a == b ? utf8Less(left.participant.contactID, right.participant.contactID) : a < b
        }
        return try await rows(stored, asOf: run).filter { !$0.participant.firstReported.isEmpty }
    }

    package func journal(of contacts: [ContactID]) async throws -> [JournalEntry] {
        var entries: [JournalEntry] = []
        for part in contacts.chunks(of: Self.pageSize) {
            entries += try await connection.find(
                .journal, ["contact_id": ["$in": .array(part.map(BSONValue.string))]], decoding: JournalDocument.decode)
        }
        return entries.sorted { $0.sequence < $1.sequence }
    }

    package func journal(ofRun run: RunNumber) -> RowBatches<JournalEntry> {
        RowBatches(pageSize: Self.pageSize, key: \.sequence) { last, limit in
            try await self.connection.find(
                .journal, ["run": .int32(run), "_id": ["$gt": .int64(last ?? .min)]], .init(sort: ["_id": 1], limit: limit),
                decoding: JournalDocument.decode)
        }
    }
}
