package import Engagement

/// A campaign's rates when it was so many days old.
package struct EqualAge: Hashable, Sendable {
    /// The ages, in days after sending.
    package static let days = [1, 3, 7, 30]

    package let day: Int
    /// Opened by then ÷ delivered.
    package let open: Rate
    /// Clicked by then ÷ delivered.
    package let click: Rate

    /// Each campaign at the ages that it has reached. Campaigns that are too young, or without times, are left out.
    ///
    /// - Parameter counts: as of `now`.
    package static func byCampaign(
        _ records: [CampaignRecord], counts: [CampaignID: Counts], hourCounts: [HourCount],
        reconciliations: [CampaignID: CampaignReconciliation] = [:], now: Timestamp
    ) -> [CampaignID: [EqualAge]] {
        let hours = Dictionary(grouping: hourCounts, by: \.campaignID)
        let campaigns = ReportedCampaign.campaigns(
            of: records, counts: counts, reconciliations: reconciliations, excluded: [])
        let ages = campaigns.map { campaign in
            let timed = TimedCounts(hours[campaign.record.id] ?? [], counts: campaign.counts)
            let age = campaign.record.campaign.sentAt.map { max(0, Int(now.seconds - $0.seconds) / 3_600) }
            return (campaign.record.id, days.compactMap { EqualAge(campaign, timed, ageInHours: age, day: $0) })
        }
        return Dictionary(uniqueKeysWithValues: ages.filter { !$0.1.isEmpty })
    }

    private init?(_ campaign: ReportedCampaign, _ timed: TimedCounts, ageInHours: Int?, day: Int) {
        guard let ageInHours, ageInHours >= day * 24, timed.hasTimes else { return nil }
        let delivered = campaign.counts.delivered
        self.day = day
        func rate(_ count: Int, _ kind: RateKind) -> Rate {
            campaign.unknown.contains(kind) ? Rate(0, of: 0) : Rate(count, of: delivered)
        }
        open = rate(timed.opened(within: day * 24), .open)
        click = rate(timed.clicked(within: day * 24), .click)
    }
}
