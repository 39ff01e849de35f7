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
        let campaigns = TimedCampaign.campaigns(
            of: records, counts: counts, hourCounts: hourCounts, reconciliations: reconciliations, excluded: [], now: now)
        let ages = campaigns.map { campaign in (campaign.record.id, days.compactMap { EqualAge(campaign, day: $0) }) }
        return Dictionary(uniqueKeysWithValues: ages.filter { !$0.1.isEmpty })
    }

    private init?(_ campaign: TimedCampaign, day: Int) {
        guard let age = campaign.ageInHours, age >= day * 24, campaign.timed.hasTimes else { return nil }
        let (timed, delivered) = (campaign.timed, campaign.counts.delivered)
        self.day = day
        func rate(_ count: Int, _ kind: RateKind) -> Rate {
            campaign.unknown.contains(kind) ? Rate(0, of: 0) : Rate(count, of: delivered)
        }
        open = rate(timed.opened(within: day * 24), .open)
        click = rate(timed.clicked(within: day * 24), .click)
    }
}
