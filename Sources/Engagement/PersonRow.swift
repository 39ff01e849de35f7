/// One person over all campaigns: a row of the exports of people.
package struct PersonRow: Hashable, Sendable {
    package var person: Person
    /// Campaigns with the person as a participant, under any number of contact ids.
    package var campaigns: Int
    /// How many of those campaigns the person opened (or clicked), and clicked.
    package var opened: Int
    package var clicked: Int
    package var firstCampaignAt: Timestamp?
    package var lastOpenedAt: Timestamp?
    package var lastClickedAt: Timestamp?
    /// The newest of the records of the person's contacts.
    package var attributes: Attributes?

    package init(
        person: Person, campaigns: Int, opened: Int, clicked: Int, firstCampaignAt: Timestamp? = nil,
        lastOpenedAt: Timestamp? = nil, lastClickedAt: Timestamp? = nil, attributes: Attributes? = nil
    ) {
        self.person = person
        self.campaigns = campaigns
        self.opened = opened
        self.clicked = clicked
        self.firstCampaignAt = firstCampaignAt
        self.lastOpenedAt = lastOpenedAt
        self.lastClickedAt = lastClickedAt
        self.attributes = attributes
    }

    /// The later of the last open and the last click that have a time.
    package var lastEngagedAt: Timestamp? { [lastOpenedAt, lastClickedAt].compactMap { $0 }.max() }
}
