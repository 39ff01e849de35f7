/// A participant with its contact's record: a row of an export.
package struct ParticipantRow: Hashable, Sendable {
    package var campaignID: CampaignID
    package var participant: Participant
    /// Nil if only the contact's id is known.
    package var attributes: Attributes?
    /// Reports that listed the contact, and whose last complete walk no longer did.
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
