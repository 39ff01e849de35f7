/// An alarm about the account or one campaign, as a sentence for a person.
package struct Tripwire: Hashable, Sendable, Codable {
    package var campaignID: CampaignID?
    package var message: String

    package init(campaignID: CampaignID? = nil, message: String) {
        self.campaignID = campaignID
        self.message = message
    }
}
