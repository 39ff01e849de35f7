package import Engagement
import EngagementStore

extension MongoStore {
    package func peopleCounts(asOf run: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts {
        let pipeline = try await peoplePipeline(asOf: run, excluding: excluding)
        let counted = try await connection.aggregate(.participants, pipeline.counting).first
        return PeopleCounts(people: counted?["people"]?.int ?? 0, engaged: counted?["engaged"]?.int ?? 0)
    }

    /// The server groups and sorts once, and the result is read in parts.
    package func people(asOf run: RunNumber?, excluding: Set<CampaignID>) -> RowBatches<PersonRow> {
        RowBatches(after: PeopleReader.self) { last in
            let reader = if let last { last } else { try await PeopleReader(of: self, asOf: run, excluding: excluding) }
            let rows = try await reader.next()
            return (rows ?? [], rows == nil ? nil : reader)
        }
    }

    func peoplePipeline(asOf run: RunNumber?, excluding: Set<CampaignID>) async throws -> PeoplePipeline {
        var pastPersons: [(ContactID, Person?)] = []
        if let run { pastPersons = try await self.pastPersons(asOf: run) }
        return PeoplePipeline(run: run, excluding: excluding, pastPersons: pastPersons)
    }

    /// Contacts whose person was another one when a run had ended.
    private func pastPersons(asOf run: RunNumber) async throws -> [(ContactID, Person?)] {
        let changed = try await connection.aggregate(
            .journal,
            [
                ["$match": ["change": "attributes", "run": ["$gt": .int32(run)]]],
                ["$sort": ["_id": 1]],
                [
                    "$group": [
                        "_id": "$contact_id", "then": ["$first": EncodedContact.person(at: "$old.")],
                        "run": ["$first": "$old.run"],
                    ]
                ],
                [
                    "$lookup": [
                        "from": .string(Collection.contacts.rawValue), "localField": "_id", "foreignField": "_id", "as": "now",
                    ]
                ],
                [
                    "$project": [
                        "run": 1, "then": 1,
                        "now": [
                            "$let": [
                                "vars": ["now": ["$arrayElemAt": ["$now", 0]]], "in": EncodedContact.person(at: "$$now."),
                            ]
                        ],
                    ]
                ],
                ["$match": ["$expr": ["$or": [["$ne": ["$then", "$now"]], ["$gt": ["$run", .int32(run)]]]]]],
            ])
        return try changed.map { entry in
            try connection.decode(entry, in: .journal) { entry throws(UnreadableValue) in
                let isLater = try entry.optional("run", \.run).map { $0 > run } ?? false
                return (try entry.required("_id", \.string), isLater ? nil : try entry.optional("then", \.string))
            }
        }
    }

    /// The server sorts once, and the result is read in parts.
    package func contactsByAddress(asOf run: RunNumber?) -> RowBatches<ContactRecord> {
        RowBatches(after: MongoCursor.self) { last in
            let cursor = if let last { last } else { try await self.openContactCursor(asOf: run) }
            let documents = try await cursor.next(Self.pageSize)
            let found = try documents.map { document in
                try self.connection.decode(document, in: .contacts) { document throws(UnreadableValue) in
                    try EncodedContact(try document.required("contact", \.document))
                }
            }
            let records = found.map(\.record)
            guard let run else { return (records, documents.isEmpty ? nil : cursor) }
            let replay = try await self.replay(of: records.map(\.id), since: run)
            let past = records.compactMap { record in
                replay.attributes(of: record.id, now: record.attributes, asOf: run).map {
                    ContactRecord(id: record.id, attributes: $0)
                }
            }
            return (past, documents.isEmpty ? nil : cursor)
        }
    }

    /// Of `{_id: {person, contact_id}, contact}`, in order.
    private func openContactCursor(asOf run: RunNumber?) async throws -> MongoCursor {
        var person = EncodedContact.person()
        if let run { person = PeoplePipeline.replacing(person, by: try await pastPersons(asOf: run), of: "$_id") }
        return try await connection.openCursor(
            .contacts,
            [
                ["$project": ["_id": ["person": person, "contact_id": "$_id"], "contact": "$$ROOT"]],
                ["$match": ["_id.person": ["$ne": .null]]], ["$sort": ["_id": 1]],
            ])
    }

    /// The records of contacts, as they were when a run had ended (nil: as they are).
    func attributes(of contacts: [ContactID], asOf run: RunNumber?) async throws -> [ContactID: Attributes] {
        let records = try await self.contacts(ids: contacts, on: connection)
        guard let run else { return records.reduce(into: [:]) { $0[$1.id] = $1.rowAttributes } }
        let replay = try await replay(of: contacts, since: run)
        return records.reduce(into: [:]) { $0[$1.id] = replay.attributes(of: $1.id, now: $1.rowAttributes, asOf: run) }
    }
}
