/// A campaign with all that a store keeps of it.
public struct CampaignRecord: Hashable, Sendable, Codable {
    public var campaign: Campaign
    /// `[a-z0-9-]`, at most 80 characters; fixed at first sight, survives renames.
    public var slug: String
    public var firstRun: RunNumber
    public var summary: Summary?
    public var links: [LinkClicks]?

    public init(
        campaign: Campaign, slug: String, firstRun: RunNumber, summary: Summary? = nil, links: [LinkClicks]? = nil
    ) {
        self.campaign = campaign
        self.slug = slug
        self.firstRun = firstRun
        self.summary = summary
        self.links = links
    }

    public var id: CampaignID { campaign.id }
}
