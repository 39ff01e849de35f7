public import Engagement

/// Measures of when something happened. Those that compare with the campaign's own sending time ask campaign by campaign,
/// so that it is a number in the query, and each query stays on one shard.
extension MongoStore {
    private static let timedKinds: [ReportKind] = [.opened, .clicked]

    public func hourCounts() async throws -> [HourCount] {
        var result: [HourCount] = []
        for (campaign, sentAt) in try await sendingTimes() {
            for kind in Self.timedKinds {
                // Whole hours, towards zero; what came before the sending counts as the first hour.
                let hours: BSONValue = ["$trunc": [["$divide": [["$subtract": ["$\(Self.path(kind))", sentAt]], 3_600_000]]]]
                let groups = try await timed(campaign, kind, by: ["$max": [0, hours]])
                result += groups.compactMap { group in
                    group["_id"]?.int.map {
                        HourCount(campaignID: campaign, kind: kind, hour: $0, count: group["count"]?.int ?? 0)
                    }
                }
            }
        }
        return result
    }

    public func quarterHourCounts() async throws -> [QuarterHourCount] {
        var result: [QuarterHourCount] = []
        for (campaign, _) in try await sendingTimes() {
            for kind in Self.timedKinds {
                let time: BSONValue = "$\(Self.path(kind))"
                let start: BSONValue = ["$subtract": [time, ["$mod": [["$toLong": time], 900_000]]]]
                let groups = try await timed(campaign, kind, by: start)
                result += groups.compactMap { group in
                    group["_id"]?.timestamp.map {
                        QuarterHourCount(campaignID: campaign, kind: kind, startsAt: $0, count: group["count"]?.int ?? 0)
                    }
                }
            }
        }
        return result
    }

    public func quickOpens(within seconds: Int) async throws -> [CampaignID: Int] {
        let sentAt = Dictionary(try await sendingTimes(), uniquingKeysWith: { $1 })
        var result: [CampaignID: Int] = [:]
        for campaign in try await campaignOrder() {
            let start: BSONValue = ["$ifNull": ["$\(Self.path(.sent))", sentAt[campaign] ?? .null]]
            let delay: BSONValue = ["$subtract": ["$\(Self.path(.opened))", start]]
            var match = ParticipantDocument.range(campaign, after: nil)
            match.append(Self.path(.opened), ["$exists": true])
            // A participant with neither time has no delay; null would be below every number.
            match.append("$expr", ["$and": [["$ne": [delay, .null]], ["$lte": [delay, BSONValue(seconds * 1_000)]]]])
            let counted = try await connection.aggregate(
                .participants, [["$match": .document(match)], ["$group": ["_id": .null, "count": ["$sum": 1]]]])
            result[campaign] = counted.first?["count"]?.int
        }
        return result
    }

    /// Counts a campaign's participants who have a time of one kind, by a value.
    private func timed(_ campaign: CampaignID, _ kind: ReportKind, by key: BSONValue) async throws -> [BSONDocument] {
        var match = ParticipantDocument.range(campaign, after: nil)
        match.append(Self.path(kind), ["$exists": true])
        return try await connection.aggregate(
            .participants, [["$match": .document(match)], ["$group": ["_id": key, "count": ["$sum": 1]]]])
    }

    private static func path(_ kind: ReportKind) -> String { "occurred_at.\(kind.rawValue)" }

    /// Of the campaigns that have one.
    private func sendingTimes() async throws -> [(CampaignID, BSONValue)] {
        try await campaigns().compactMap { record in record.campaign.sentAt.map { (record.id, BSONValue($0)) } }
    }
}
