/// One of a person's contacts in one campaign, with the campaign's sending time.
package struct Participation: Hashable, Sendable {
    package var campaignID: CampaignID
    package var sentAt: Timestamp?
    package var participant: Participant

    package init(campaignID: CampaignID, sentAt: Timestamp?, participant: Participant) {
        self.campaignID = campaignID
        self.sentAt = sentAt
        self.participant = participant
    }
}
