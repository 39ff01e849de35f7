/// One contact in one campaign, as the reports know it: what a walk saw and what a store keeps.
package struct Participant: Hashable, Sendable {
    package var contactID: ContactID
    package var firstReported: FirstReported
    package var occurredAt: OccurredAt

    package init(contactID: ContactID, firstReported: FirstReported, occurredAt: OccurredAt = OccurredAt()) {
        self.contactID = contactID
        self.firstReported = firstReported
        self.occurredAt = occurredAt
    }

    /// The merge of two sightings of the same contact in the same campaign.
    package mutating func join(_ other: Participant) {
        firstReported.join(other.firstReported)
        occurredAt.join(other.occurredAt)
    }
}

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
