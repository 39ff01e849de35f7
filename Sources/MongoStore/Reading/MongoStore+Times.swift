package import Engagement
import EngagementStore

/// Measures of when something happened. The server groups participants by campaign and time, in one pass; the hours since the
/// sending are computed here, as only `campaigns` knows the sending times.
extension MongoStore {
    package func hourCounts() async throws -> [HourCount] {
        let sentAt = try await campaigns().reduce(into: [CampaignID: Int64]()) { $0[$1.id] = $1.campaign.sentAt?.seconds }
        var counts: [Slot: Int] = [:]
        for kind in [ReportKind.opened, .clicked] {
            counts = try await connection.aggregate(.participants, Self.grouping(by: kind), into: counts) {
                counts, document throws(UnreadableValue) in
                let group = try TimeGroup(document)
                guard let sentAt = sentAt[group.campaign] else { return }
                let hour = max(0, (group.time.seconds - sentAt) / 3_600)
                counts[Slot(campaign: group.campaign, kind: kind, hour: Int(hour)), default: 0] += group.count
            }
        }
        return counts.map { HourCount(campaignID: $0.campaign, kind: $0.kind, hour: $0.hour, count: $1) }
    }

    private struct Slot: Hashable {
        var campaign: CampaignID
        var kind: ReportKind
        var hour: Int
    }

    private static func grouping(by kind: ReportKind) -> [BSONValue] {
        let path = "occurred_at.\(kind.rawValue)"
        return [
            ["$match": [path: ["$exists": true]]],
            ["$group": ["_id": ["campaign": "$campaign_id", "time": .string("$\(path)")], "count": ["$sum": 1]]],
        ]
    }
}

/// Participants of one campaign to whom something happened at one time.
private struct TimeGroup {
    var campaign: CampaignID
    var time: Timestamp
    var count: Int

    init(_ document: BSONDocument) throws(UnreadableValue) {
        let id = try document.required("_id", \.document)
        campaign = try id.required("campaign", \.string)
        time = try id.required("time", \.timestamp)
        count = try document.required("count", \.int)
    }
}
