package import Engagement
package import EngagementStore

/// The measures of a store, computed row by row from the rows that it returns.
package struct StoreBruteForce {
    let campaigns: [CampaignID: Campaign]
    let rows: [ParticipantRow]

    package init(_ store: any EngagementStore, asOf run: RunNumber? = nil, excluding: Set<CampaignID> = []) async throws {
        campaigns = Dictionary(uniqueKeysWithValues: try await store.campaigns().map { ($0.id, $0.campaign) })
        rows = try await store.participants(ParticipantQuery(asOf: run)).collected().filter {
            !excluding.contains($0.campaignID)
        }
    }

    private static func counts(_ rows: [ParticipantRow]) -> Counts {
        rows.reduce(into: Counts()) { counts, row in
            let flags = row.engagement
            counts.participants += 1
            counts.sent += row.participant.firstReported.isReported(.sent) ? 1 : 0
            counts.opened += flags.opened ? 1 : 0
            counts.openedReported += row.participant.firstReported.isReported(.opened) ? 1 : 0
            counts.clicked += flags.clicked ? 1 : 0
            counts.engaged += flags.isEngaged ? 1 : 0
            counts.bounced += flags.bounced ? 1 : 0
            counts.complained += flags.complained ? 1 : 0
            counts.unsubscribed += flags.unsubscribed ? 1 : 0
        }
    }

    package var counts: [CampaignID: Counts] { Dictionary(grouping: rows, by: \.campaignID).mapValues(Self.counts) }

    private var byPerson: [Person: [ParticipantRow]] {
        Dictionary(grouping: rows.filter { $0.attributes?.person != nil }) { $0.attributes?.person ?? "" }
    }

    var peopleCounts: PeopleCounts {
        let groups = byPerson.values
        return PeopleCounts(people: groups.count, engaged: groups.count { $0.contains { $0.engagement.isEngaged } })
    }

    var people: [PersonRow] {
        byPerson.sorted { utf8Less($0.key, $1.key) }.map { person, rows in
            func distinct(_ isCounted: (EngagementFlags) -> Bool) -> Int {
                Set(rows.filter { isCounted($0.engagement) }.map(\.campaignID)).count
            }
            return PersonRow(
                person: person, campaigns: distinct { _ in true }, opened: distinct(\.opened),
                clicked: distinct(\.clicked),
                firstCampaignAt: rows.compactMap { campaigns[$0.campaignID]?.sentAt }.min(),
                lastOpenedAt: rows.compactMap { $0.participant.occurredAt[.opened] }.max(),
                lastClickedAt: rows.compactMap { $0.participant.occurredAt[.clicked] }.max(),
                attributes: rows.compactMap(\.attributes).reduce(nil) { $0?.joined(with: $1) ?? $1 })
        }
    }

    package var gains: Set<Gain> {
        struct Key: Hashable { var campaign: CampaignID, run: RunNumber, kind: ReportKind? }
        var numbers: [Key: Int] = [:]
        for row in rows {
            let reported = row.participant.firstReported
            for kind in ReportKind.allCases {
                if let run = reported[kind] {
                    numbers[Key(campaign: row.campaignID, run: run, kind: kind), default: 0] += 1
                }
            }
            if let run = reported.firstEngaged {
                numbers[Key(campaign: row.campaignID, run: run, kind: nil), default: 0] += 1
            }
        }
        return Set(
            numbers.map { Gain(campaignID: $0.key.campaign, run: $0.key.run, kind: $0.key.kind, count: $0.value) })
    }

    /// Times of opens and clicks, with the sending time of the campaign.
    private var times: [(campaign: CampaignID, kind: ReportKind, at: Int64, sentAt: Int64)] {
        rows.flatMap { row in
            [ReportKind.opened, .clicked].compactMap { kind in
                guard let at = row.participant.occurredAt[kind], let sentAt = campaigns[row.campaignID]?.sentAt else {
                    return nil
                }
                return (row.campaignID, kind, at.seconds, sentAt.seconds)
            }
        }
    }

    var hours: Set<HourCount> {
        let groups = Dictionary(grouping: times) {
            HourCount(campaignID: $0.campaign, kind: $0.kind, hour: max(0, Int(($0.at - $0.sentAt) / 3_600)), count: 0)
        }
        return Set(
            groups.map { key, times in
                HourCount(campaignID: key.campaignID, kind: key.kind, hour: key.hour, count: times.count)
            })
    }

    package var vanished: [CampaignID: [ReportKind: Int]] {
        var result: [CampaignID: [ReportKind: Int]] = [:]
        for row in rows { for kind in row.vanished { result[row.campaignID, default: [:]][kind, default: 0] += 1 } }
        return result
    }
}
