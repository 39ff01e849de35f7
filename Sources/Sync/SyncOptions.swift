package import Engagement
package import HTTP

/// What a sync is asked to do.
package struct SyncOptions: Sendable {
    /// Empty: every campaign of the account.
    package var campaignIDs: Set<CampaignID>
    /// Walk every report, even those that are proven.
    package var isFull: Bool
    /// On v2, read the contacts' fields from the lists.
    package var joinsContactFields: Bool
    /// How many campaigns are walked at the same time. At 250 ms a response three use up the provider's limit, at 1 s ten.
    package var campaignsAtOnce: Int
    /// Every so many finished runs everything is walked.
    package var fullRunEvery: Int
    /// Serves only to estimate how long the sync takes; the source keeps the limit.
    package var rateLimit: RateLimit

    package init(
        campaignIDs: Set<CampaignID> = [], isFull: Bool = false, joinsContactFields: Bool = true, campaignsAtOnce: Int = 6,
        fullRunEvery: Int = 7, rateLimit: RateLimit = .unlimited
    ) {
        self.campaignIDs = Set(campaignIDs.map(canonicalID))
        self.isFull = isFull
        self.joinsContactFields = joinsContactFields
        self.campaignsAtOnce = campaignsAtOnce
        self.fullRunEvery = fullRunEvery
        self.rateLimit = rateLimit
    }
}
