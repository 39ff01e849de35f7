/// One contact in one campaign, as the reports know it: what a walk saw and what a store keeps.
public struct Participant: Hashable, Sendable {
    public var contactID: ContactID
    public var firstReported: FirstReported
    public var occurredAt: OccurredAt

    public init(contactID: ContactID, firstReported: FirstReported, occurredAt: OccurredAt = OccurredAt()) {
        self.contactID = contactID
        self.firstReported = firstReported
        self.occurredAt = occurredAt
    }

    /// The merge of two sightings of the same contact in the same campaign.
    public mutating func join(_ other: Participant) {
        firstReported.join(other.firstReported)
        occurredAt.join(other.occurredAt)
    }
}

/// A participant with its contact's record: a row of an export.
public struct ParticipantRow: Hashable, Sendable {
    public var campaignID: CampaignID
    public var participant: Participant
    /// Nil if no run ever saw more of the contact than its id.
    public var attributes: Attributes?
    /// The reports whose last complete walk no longer listed the contact.
    public var vanished: Set<ReportKind>

    public init(
        campaignID: CampaignID, participant: Participant, attributes: Attributes?, vanished: Set<ReportKind> = []
    ) {
        self.campaignID = campaignID
        self.participant = participant
        self.attributes = attributes
        self.vanished = vanished
    }

    public var engagement: EngagementFlags { participant.firstReported.engagement }
}
