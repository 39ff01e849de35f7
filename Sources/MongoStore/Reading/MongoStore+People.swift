package import Engagement

extension MongoStore {
    package func peopleCounts(asOf run: RunNumber?, excluding: Set<CampaignID>) async throws -> PeopleCounts {
        let pipeline = try await peoplePipeline(asOf: run, excluding: excluding)
        let counted = try await connection.aggregate(.participants, pipeline.counting).first
        return PeopleCounts(people: counted?["people"]?.int ?? 0, engaged: counted?["engaged"]?.int ?? 0)
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
        return changed.compactMap { entry in
            guard let id = entry["_id"]?.string else { return nil }
            return (id, (entry["run"]?.run ?? 0) > run ? nil : entry["then"]?.string)
        }
    }

    /// The records of contacts, as they were when a run had ended, or as they are.
    func attributes(of contacts: [ContactID], asOf run: RunNumber?) async throws -> [ContactID: Attributes] {
        let records = try await self.contacts(ids: contacts, on: connection)
        guard let run else { return records.reduce(into: [:]) { $0[$1.id] = $1.attributes } }
        let past = try await self.past(of: contacts, asOf: run)
        return records.reduce(into: [:]) { $0[$1.id] = past.attributes(of: $1.id, now: $1.attributes) }
    }

    /// Looking back, times may have been later than they are now. That is so for the few people of whom the journal
    /// says it; theirs are worked out row by row.
    func correctingTimes(
        of rows: [PersonRow], contacts: [[ContactID]], asOf run: RunNumber?, excluding: Set<CampaignID>
    ) async throws -> [PersonRow] {
        guard let run else { return rows }
        let past = try await self.past(of: Array(Set(contacts.joined())), asOf: run)
        var result = rows
        for (index, contacts) in contacts.enumerated() where contacts.contains(where: past.hasTimes(of:)) {
            let participations = try await participations(of: contacts, asOf: run)
                .filter { !excluding.contains($0.campaignID) }
            result[index].lastOpenedAt = participations.compactMap { $0.participant.occurredAt[.opened] }.max()
            result[index].lastClickedAt = participations.compactMap { $0.participant.occurredAt[.clicked] }.max()
        }
        return result
    }
}
