public import Engagement

/// What a sync is asked to do.
public struct SyncOptions: Sendable {
    /// Empty: every campaign of the account.
    public var campaignIDs: Set<CampaignID>
    /// Walk every report, whatever is known.
    public var isFull: Bool
    /// On v2, join the contacts' fields from the lists.
    public var joinsContactFields: Bool
    /// How many campaigns are walked side by side. The provider's limit is used up by three at 250 ms, by ten at 1 s.
    public var campaignsAtOnce: Int
    /// Every so many finished runs everything is walked.
    public var fullRunEvery: Int
    /// Requests a second and at the start, for foretelling how long it takes; a rate of 0 is unlimited.
    public var rate: Double
    public var burst: Int

    public init(
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
