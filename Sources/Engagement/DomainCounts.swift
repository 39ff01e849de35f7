/// One campaign's participants at one mailbox provider: the domain of their addresses, in lower case.
package struct DomainCounts: Hashable, Sendable, Codable {
    package var campaignID: CampaignID
    package var domain: String
    package var counts: Counts

    package init(campaignID: CampaignID, domain: String, counts: Counts) {
        self.campaignID = campaignID
        self.domain = domain
        self.counts = counts
    }
}
