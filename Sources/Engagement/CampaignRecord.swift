/// A campaign with all that a store keeps of it.
package struct CampaignRecord: Hashable, Sendable, Codable {
    package var campaign: Campaign
    /// The campaign's name in addresses: `[a-z0-9-]`, at most 80 characters. It is made when the campaign is first seen, and
    /// does not change when the campaign is renamed.
    package var slug: String
    package var firstRun: RunNumber
    package var summary: Summary?
    package var links: [LinkClicks]?

    package init(
        campaign: Campaign, slug: String, firstRun: RunNumber, summary: Summary? = nil, links: [LinkClicks]? = nil
    ) {
        self.campaign = campaign
        self.slug = slug
        self.firstRun = firstRun
        self.summary = summary
        self.links = links
    }

    package var id: CampaignID { campaign.id }

    /// True if the provider has reports of the campaign, by its status or, where that doesn't say, by its summary.
    package var hasReports: Bool {
        campaign.status.hasReports || (campaign.status.isUncertain && summary?.sent ?? 0 > 0)
    }
}
