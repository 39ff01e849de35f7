package import Engagement

/// What a sync is asked to do.
package struct SyncOptions: Sendable {
    /// Empty: every campaign of the account.
    package var campaignIDs: Set<CampaignID>
    /// Walk every report, whatever is known.
    package var isFull: Bool
    /// On v2, join the contacts' fields from the lists.
    package var joinsContactFields: Bool
    /// How many campaigns are walked side by side. The provider's limit is used up by three at 250 ms, by ten at 1 s.
    package var campaignsAtOnce: Int
    /// Every so many finished runs everything is walked.
    package var fullRunEvery: Int
    /// Requests a second and at the start, for foretelling how long it takes; a rate of 0 is unlimited.
    package var rate: Double
    package var burst: Int

    package init(
        campaignIDs: Set<CampaignID> = [], isFull: Bool = false, joinsContactFields: Bool = true, campaignsAtOnce: Int = 6,
        fullRunEvery: Int = 7, rate: Double = 0, burst: Int = 0
    ) {
        self.campaignIDs = campaignIDs
        self.isFull = isFull
        self.joinsContactFields = joinsContactFields
        self.campaignsAtOnce = campaignsAtOnce
        self.fullRunEvery = fullRunEvery
        self.rate = rate
        self.burst = burst
    }
}
