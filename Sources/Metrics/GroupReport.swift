public import Engagement

/// Campaigns taken together: of one list, or of one month.
public struct GroupReport: Hashable, Sendable {
    /// A month as `2026-11`, or the ids of lists joined by `+`.
    public let key: String
    /// `November 2026`, or the lists' names.
    public let title: String
    /// Its campaigns, in the order of sending.
    public let campaignIDs: [CampaignID]
    /// Σ over the campaigns.
    public let counts: Counts

    public var campaigns: Int { campaignIDs.count }

    public var rates: Rates { Rates(counts) }

    /// Of the group of campaigns that went to the same lists.
    public static func key(ofLists ids: [ListID]) -> String { ids.sorted().joined(separator: "+") }

    init(key: String, title: String, campaigns: [ReportBuilder.Entry]) {
        self.key = key
        self.title = title
        campaignIDs = campaigns.map(\.record.id)
        counts = campaigns.reduce(Counts()) { $0 + $1.counts }
    }
}
