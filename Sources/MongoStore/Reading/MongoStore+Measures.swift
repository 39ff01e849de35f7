package import Engagement
import EngagementStore

/// The server groups participants by what makes them equal for a measure: mostly their `first_reported`, which has few
/// different values. What a group means is decided by ``FirstReported``, as everywhere.
extension MongoStore {
    package func counts(asOf run: RunNumber?) async throws -> [CampaignID: Counts] {
        try await aggregate([Self.grouping], into: [CampaignID: Counts]()) { counts, group throws(UnreadableValue) in
            let reported = run.map(group.reported.asOf) ?? group.reported
            if !reported.isEmpty { counts[group.campaign, default: Counts()].add(group.count, reported) }
        }
    }

    package func counts(of campaign: CampaignID) async throws -> Counts {
        let match: BSONValue = ["$match": .document(ParticipantDocument.range(campaign, after: nil))]
        return try await aggregate([match, Self.grouping], into: Counts()) { counts, group throws(UnreadableValue) in
            counts.add(group.count, group.reported)
        }
    }

    package func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        let pipeline: [BSONValue] = [
            ["$match": ["vanished.0": ["$exists": true]]], ["$unwind": "$vanished"],
            ["$group": ["_id": ["campaign": "$campaign_id", "kind": "$vanished"], "count": ["$sum": 1]]],
        ]
        return try await connection.aggregate(.participants, pipeline, into: [CampaignID: [ReportKind: Int]]()) {
            counts, group throws(UnreadableValue) in
            let id = try group.required("_id", \.document)
            counts[try id.required("campaign", \.string), default: [:]][try id.word("kind")] = group["count"]?.int
        }
    }

    package func fieldTags() async throws -> [FieldTag] {
        // One object that has every contact's members takes a third of the time that grouping them one by one does.
        let ofContacts = try await connection.aggregate(
            .contacts,
            [
                ["$match": ["fields": ["$exists": true]]],
                ["$group": ["_id": .null, "fields": ["$mergeObjects": "$fields"]]],
                ["$project": ["tag": ["$map": ["input": ["$objectToArray": "$fields"], "in": "$$this.k"]]]],
                ["$unwind": "$tag"],
            ], into: Set<FieldTag>()
        ) { tags, document throws(UnreadableValue) in
            tags.insert(normalizedText(FieldKey.decode(try document.required("tag", \.string))))
        }
        return try await lists().reduce(into: ofContacts) { $0.formUnion($1.fieldTags.map(normalizedText)) }.sorted(by: utf8Less)
    }

    /// Counts participants by campaign and by the runs that first reported them.
    private static let grouping: BSONValue = [
        "$group": ["_id": ["campaign": "$campaign_id", "reported": "$first_reported"], "count": ["$sum": 1]]
    ]

    /// Folds the groups of ``grouping``, except those of documents that are not octo-site's: they have no
    /// `first_reported`.
    private func aggregate<Result: Sendable>(
        _ pipeline: [BSONValue], into initial: Result,
        _ fold: @escaping @Sendable (inout Result, ParticipantGroup) throws(UnreadableValue) -> Void
    ) async throws -> Result {
        try await connection.aggregate(.participants, pipeline, into: initial) { result, document throws(UnreadableValue) in
            if let group = try ParticipantGroup(document) { try fold(&result, group) }
        }
    }
}

/// Participants of one campaign with the same `first_reported`.
private struct ParticipantGroup {
    var campaign: CampaignID
    var reported: FirstReported
    var count: Int

    init?(_ document: BSONDocument) throws(UnreadableValue) {
        let id = try document.required("_id", \.document)
        guard let reported = id["reported"] else { return nil }
        campaign = try id.required("campaign", \.string)
        self.reported = try reported.firstReported()
        count = try document.required("count", \.int)
    }
}
