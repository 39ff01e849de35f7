package import Engagement

/// Measures of when something happened. The server groups participants by campaign and time, in one pass; what hour
/// that is after a campaign's sending is worked out here, as only `campaigns` knows when that was. What travels is what
/// happened, not who was sent something, and none of it is kept.
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
            .participants, Self.grouping(by: .opened, and: ["sent": "$occurred_at.sent"]), into: [:]
        ) { counts, group in
            guard let id = group["_id"]?.document, let campaign = id["campaign"]?.string, let opened = id["time"]?.timestamp,
                let sent = id["sent"]?.timestamp?.seconds ?? sentAt[campaign], opened.seconds - sent <= Int64(seconds)
            else { return }
            counts[campaign, default: 0] += group["count"]?.int ?? 0
        }
    }

    private struct Slot: Hashable {
        var campaign: CampaignID
        var kind: ReportKind
        var slot: Int64
    }

    /// Counts opens and clicks that have a time, of campaigns that have one, by something of both.
    private func counting(
        by slot: @escaping @Sendable (_ time: Int64, _ sentAt: Int64) -> Int64
    ) async throws -> [Slot: Int] {
        let sentAt = try await sendingTimes()
        var counts: [Slot: Int] = [:]
        for kind in [ReportKind.opened, .clicked] {
            counts = try await connection.aggregate(.participants, Self.grouping(by: kind), into: counts) { counts, group in
                guard let id = group["_id"]?.document, let campaign = id["campaign"]?.string,
                    let time = id["time"]?.timestamp, let sentAt = sentAt[campaign]
                else { return }
                counts[Slot(campaign: campaign, kind: kind, slot: slot(time.seconds, sentAt)), default: 0] +=
                    group["count"]?.int ?? 0
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

    /// In seconds, of the campaigns that have one.
    private func sendingTimes() async throws -> [CampaignID: Int64] {
        try await campaigns().reduce(into: [:]) { $0[$1.id] = $1.campaign.sentAt?.seconds }
    }
}
