import Engagement

/// A campaign with reports: its counts, and its opens and clicks by age.
struct TimedCampaign: Sendable {
    let record: CampaignRecord
    let counts: Counts
    let isExcluded: Bool
    let timed: TimedCounts
    /// Whole hours from sending to now; nil without a sending time.
    let ageInHours: Int?
    /// The rates that are not known, whatever the counts say.
    let unknown: Set<RateKind>

    var rates: Rates { Rates(counts, unknown: unknown) }

    /// In the order of sending; campaigns without reports are left out.
    static func campaigns(
        of records: [CampaignRecord], counts: [CampaignID: Counts], hourCounts: [HourCount],
        reconciliations: [CampaignID: CampaignReconciliation], excluded: Set<CampaignID>, now: Timestamp
    ) -> [TimedCampaign] {
        let hours = Dictionary(grouping: hourCounts, by: \.campaignID)
        return records.filter { $0.hasReports(counts) }.sorted { $0.campaign < $1.campaign }.map { record in
            let counts = counts[record.id] ?? Counts()
            return TimedCampaign(
                record: record, counts: counts, isExcluded: excluded.contains(record.id),
                timed: TimedCounts(hours[record.id] ?? [], counts: counts),
                ageInHours: record.campaign.sentAt.map { max(0, Int(now.seconds - $0.seconds) / 3_600) },
                unknown: Set(
                    RateKind.allCases.filter { UnknownReason.first(of: $0.reports, record, reconciliations[record.id]) != nil }))
        }
    }
}

extension CampaignRecord {
    /// A campaign that went back to another status keeps its page while it has participants.
    func hasReports(_ counts: [CampaignID: Counts]) -> Bool {
        hasReports || counts[id]?.participants ?? 0 > 0
    }
}
