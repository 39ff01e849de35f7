package import Engagement

/// A campaign when it was so many days old, beside what others were at the same age: the only fair way to compare a
/// new campaign with old ones.
package struct EqualAge: Hashable, Sendable {
    /// The ages compared at, in days after sending.
    package static let days = [1, 3, 7, 30]

    package let day: Int
    /// Opened by then ÷ delivered.
    package let open: Rate
    /// Clicked by then ÷ delivered.
    package let click: Rate
    /// Against all other campaigns that have reached this age, Σ ÷ Σ; nil if there are none.
    package let openAgainstOthers: RateDifference?
    package let clickAgainstOthers: RateDifference?
}

extension EqualAge {
    /// Each campaign at the ages that it has reached. Campaigns that are too young, or without times, are left out.
    /// - Parameters:
    ///   - counts: as of `now`.
    ///   - excluded: campaigns that are compared with the others, but no other with them.
    package static func byCampaign(
        _ records: [CampaignRecord], counts: [CampaignID: Counts], hourCounts: [HourCount],
        reconciliations: [CampaignID: CampaignReconciliation] = [:], excluded: Set<CampaignID>, now: Timestamp
    ) -> [CampaignID: [EqualAge]] {
        byCampaign(
            TimedCampaign.campaigns(
                of: records, counts: counts, hourCounts: hourCounts, reconciliations: reconciliations, excluded: excluded,
                now: now))
    }

    static func byCampaign(_ entries: [TimedCampaign]) -> [CampaignID: [EqualAge]] {
        var ages: [CampaignID: [EqualAge]] = [:]
        for day in days {
            let aged = entries.compactMap { entry in entry.aged(day).map { (entry: entry, rates: $0) } }
            let all = aged.filter { !$0.entry.isExcluded }.map(\.rates).reduce(AgedRates(), +)
            for (entry, own) in aged {
                // Two samples must not overlap: a campaign is not among the others it is compared with.
                let others = entry.isExcluded ? all : all - own
                ages[entry.record.id, default: []].append(
                    EqualAge(
                        day: day, open: own.open, click: own.click,
                        openAgainstOthers: RateDifference(own.open, others.open),
                        clickAgainstOthers: RateDifference(own.click, others.click)))
            }
        }
        return ages
    }
}
