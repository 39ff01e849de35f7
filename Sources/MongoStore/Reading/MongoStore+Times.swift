package import Engagement
import EngagementStore

/// Measures of when something happened. The server groups participants by campaign and time, in one pass; the hours since the
/// sending are computed here, as only `campaigns` knows the sending times.
extension MongoStore {
    package func hourCounts() async throws -> [HourCount] {
        try await counting(by: { time, sentAt in max(0, (time - sentAt) / 3_600) }).map { key, count in
            HourCount(campaignID: key.campaign, kind: key.kind, hour: Int(key.slot), count: count)
        }
    }

    package func quarterHourCounts() async throws -> [QuarterHourCount] {
        try await counting(by: { time, _ in time - time % 900 }).map { key, count in
            QuarterHourCount(
                campaignID: key.campaign, kind: key.kind, startsAt: Timestamp(seconds: key.slot), count: count)
        }
    }

    package func quickOpens(within seconds: Int) async throws -> [CampaignID: Int] {
        let sentAt = try await sendingTimes()
        return try await connection.aggregate(
            .participants, Self.grouping(by: .opened, and: ["sent": "$occurred_at.sent"]), into: [CampaignID: Int]()
        ) { counts, document throws(UnreadableValue) in
            let group = try TimeGroup(document)
            let sent = try group.id.optional("sent", \.timestamp)?.seconds ?? sentAt[group.campaign]
            guard let sent, group.time.seconds - sent <= Int64(seconds) else { return }
            counts[group.campaign, default: 0] += group.count
        }
    }

    private struct Slot: Hashable {
        var campaign: CampaignID
        var kind: ReportKind
        var slot: Int64
    }

    /// Counts opens and clicks with a time, of campaigns with a sending time, by a slot of both.
    private func counting(
        by slot: @escaping @Sendable (_ time: Int64, _ sentAt: Int64) -> Int64
    ) async throws -> [Slot: Int] {
        let sentAt = try await sendingTimes()
        var counts: [Slot: Int] = [:]
        for kind in [ReportKind.opened, .clicked] {
            counts = try await connection.aggregate(.participants, Self.grouping(by: kind), into: counts) {
                counts, document throws(UnreadableValue) in
                let group = try TimeGroup(document)
                guard let sentAt = sentAt[group.campaign] else { return }
                let slot = Slot(campaign: group.campaign, kind: kind, slot: slot(group.time.seconds, sentAt))
                counts[slot, default: 0] += group.count
            }
        }
        return counts
    }

    private static func grouping(by kind: ReportKind, and others: BSONDocument = [:]) -> [BSONValue] {
        let path = "occurred_at.\(kind.rawValue)"
        var id: BSONDocument = ["campaign": "$campaign_id", "time": "$\(path)"]
        for (name, value) in others { id.append(name, value) }
        return [
            ["$match": [path: ["$exists": true]]],
            ["$group": ["_id": .document(id), "count": ["$sum": 1]]],
        ]
    }

    /// Sending times in seconds, of the campaigns that have one.
    private func sendingTimes() async throws -> [CampaignID: Int64] {
        try await campaigns().reduce(into: [:]) { $0[$1.id] = $1.campaign.sentAt?.seconds }
    }
}

/// Participants of one campaign to whom something happened at one time.
private struct TimeGroup {
    /// All that the group was made by.
    var id: BSONDocument
    var campaign: CampaignID
    var time: Timestamp
    var count: Int

    init(_ document: BSONDocument) throws(UnreadableValue) {
        id = try document.required("_id", \.document)
        campaign = try id.required("campaign", \.string)
        time = try id.required("time", \.timestamp)
        count = try document.required("count", \.int)
    }
}
