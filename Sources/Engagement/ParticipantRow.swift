/// A participant with its contact's record: a row of an export.
package struct ParticipantRow: Hashable, Sendable {
    package var campaignID: CampaignID
    package var participant: Participant
    /// Nil if no run ever saw more of the contact than its id.
    package var attributes: Attributes?
    /// The reports whose last complete walk no longer listed the contact.
    package var vanished: Set<ReportKind>

    package init(
        campaignID: CampaignID, participant: Participant, attributes: Attributes?, vanished: Set<ReportKind> = []
    ) {
        self.campaignID = campaignID
        self.participant = participant
        self.attributes = attributes
        self.vanished = vanished
    }

    package var engagement: EngagementFlags { participant.firstReported.engagement }
}
