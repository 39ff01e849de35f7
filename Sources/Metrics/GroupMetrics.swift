package import Engagement

/// Campaigns in one group: of one month, or sent to the same lists.
package struct GroupMetrics: Hashable, Sendable {
    /// A month as `2026-11`, or the ids of lists joined by `+`.
    package let key: String
    /// `November 2026`, or the lists' names.
    package let title: String
    /// Its campaigns, in the order of sending.
    package let campaignIDs: [CampaignID]
    /// Σ over the campaigns.
    package let counts: Counts
    /// Σ over those of the campaigns whose rate is known.
    package let rates: Rates

    package var campaigns: Int { campaignIDs.count }

    /// Of the group of campaigns that went to the same lists.
    package static func key(ofLists ids: [ListID]) -> String { ids.sorted().joined(separator: "+") }

    init(key: String, title: String, campaigns: [TimedCampaign]) {
        self.key = key
        self.title = title
        campaignIDs = campaigns.map(\.record.id)
        counts = campaigns.reduce(Counts()) { $0 + $1.counts }
        rates = campaigns.map(\.rates).sum()
    }
}
