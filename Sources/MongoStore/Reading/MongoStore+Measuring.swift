package import Engagement

/// The server groups participants by what makes them equal for a measure, mostly their `first_reported`, of which there
/// are few; what a group means is worked out by the same code as everywhere else, ``FirstReported``.
extension MongoStore {
    package func counts(asOf run: RunNumber?) async throws -> [CampaignID: Counts] {
        try await connection.aggregate(.participants, [Self.grouping(by: [:])], into: [:]) { counts, group in
            guard let campaign = group["_id", "campaign"]?.string else { return }
            counts[campaign, default: Counts()].add(group, asOf: run)
        }
    }

    package func counts(of campaign: CampaignID) async throws -> Counts {
        let match: BSONValue = ["$match": .document(ParticipantDocument.range(campaign, after: nil))]
        return try await connection.aggregate(.participants, [match, Self.grouping(by: [:])], into: Counts()) {
            $0.add($1, asOf: nil)
        }
    }

    package func gains() async throws -> [Gain] {
        struct Key: Hashable { var campaign: CampaignID, run: RunNumber, kind: ReportKind? }
        let numbers = try await connection.aggregate(
            .participants, [Self.grouping(by: [:])], into: [Key: Int]()
        ) { numbers, group in
            guard let campaign = group["_id", "campaign"]?.string,
                let reported = group["_id", "reported"]?.document?.firstReported
            else { return }
            let count = group["count"]?.int ?? 0
            for kind in ReportKind.allCases {
                if let run = reported[kind] { numbers[Key(campaign: campaign, run: run, kind: kind), default: 0] += count }
            }
            if let run = reported.firstEngaged { numbers[Key(campaign: campaign, run: run, kind: nil), default: 0] += count }
        }
        return numbers.map { Gain(campaignID: $0.key.campaign, run: $0.key.run, kind: $0.key.kind, count: $0.value) }
    }

    package func domainCounts() async throws -> [DomainCounts] {
        struct Key: Hashable { var campaign: CampaignID, domain: String }
        let parts: BSONValue = ["$split": [EncodedContact.person(), "@"]]
        let domain: BSONValue = [
            "$let": [
                "vars": ["parts": parts],
                "in": ["$cond": [["$gt": [["$size": "$$parts"], 1]], ["$arrayElemAt": ["$$parts", -1]], ""]],
            ]
        ]
        let counts = try await connection.aggregate(
            .participants, [["$match": ["email_address": ["$nin": [.null, ""]]]], Self.grouping(by: ["domain": domain])],
            into: [Key: Counts]()
        ) { counts, group in
            guard let campaign = group["_id", "campaign"]?.string, let domain = group["_id", "domain"]?.string else { return }
            counts[Key(campaign: campaign, domain: domain), default: Counts()].add(group, asOf: nil)
        }
        return counts.map { DomainCounts(campaignID: $0.key.campaign, domain: $0.key.domain, counts: $0.value) }
    }

    package func vanishedCounts() async throws -> [CampaignID: [ReportKind: Int]] {
        let pipeline: [BSONValue] = [
            ["$match": ["vanished.0": ["$exists": true]]], ["$unwind": "$vanished"],
            ["$group": ["_id": ["campaign": "$campaign_id", "kind": "$vanished"], "count": ["$sum": 1]]],
        ]
        return try await connection.aggregate(.participants, pipeline, into: [:]) { counts, group in
            guard let campaign = group["_id", "campaign"]?.string,
                let kind = group["_id", "kind"]?.string.flatMap(ReportKind.init)
            else { return }
            counts[campaign, default: [:]][kind] = group["count"]?.int
        }
    }

    package func fieldTags() async throws -> [FieldTag] {
        let ofContacts = try await connection.aggregate(
            .contacts,
            [
                ["$match": ["fields": ["$exists": true]]],
                ["$project": ["tag": ["$map": ["input": ["$objectToArray": "$fields"], "in": "$$this.k"]]]],
                ["$unwind": "$tag"], ["$group": ["_id": "$tag"]],
            ], into: Set<FieldTag>()
        ) { tags, group in
            if let key = group["_id"]?.string { tags.insert(FieldKey.decode(key)) }
        }
        return try await lists().reduce(into: ofContacts) { $0.formUnion($1.fieldTags) }.sorted(by: utf8Less)
    }

    /// Counts participants by campaign, by the runs that first reported them, and by whatever else is asked for.
    private static func grouping(by key: BSONDocument) -> BSONValue {
        var id: BSONDocument = ["campaign": "$campaign_id", "reported": "$first_reported"]
        for (name, value) in key { id.append(name, value) }
        return ["$group": ["_id": .document(id), "count": ["$sum": 1]]]
    }
}

extension Counts {
    /// Adds a group of participants whose `first_reported` is the same.
    fileprivate mutating func add(_ group: BSONDocument, asOf run: RunNumber?) {
        let stored = group["_id", "reported"]?.document?.firstReported ?? FirstReported()
        let reported = run.map(stored.asOf) ?? stored
        guard !reported.isEmpty else { return }
        let count = group["count"]?.int ?? 0
        let flags = reported.engagement
        participants += count
        sent += reported.isReported(.sent) ? count : 0
        opened += flags.opened ? count : 0
        openedReported += reported.isReported(.opened) ? count : 0
        clicked += flags.clicked ? count : 0
        engaged += flags.isEngaged ? count : 0
        bounced += flags.bounced ? count : 0
        complained += flags.complained ? count : 0
        unsubscribed += flags.unsubscribed ? count : 0
    }
}
