import Engagement

/// Adds up one person's participations.
struct PersonTally {
    private(set) var person: Person?
    /// The contact that was added last.
    private(set) var contact: ContactID?
    private var campaigns: Set<Int64> = []
    private var opened: Set<Int64> = []
    private var clicked: Set<Int64> = []
    private var firstCampaignAt: Timestamp?
    private var lastOpenedAt: Timestamp?
    private var lastClickedAt: Timestamp?
    private var attributes: Attributes?

    init(person: Person? = nil) { self.person = person }

    mutating func add(contact id: ContactID, _ record: Attributes?) {
        contact = id
        guard let record else { return }
        if attributes?.isOutdone(by: record) ?? true { attributes = record }
    }

    mutating func add(_ participant: Participant, campaign: Int64, sentAt: Timestamp?) {
        campaigns.insert(campaign)
        let flags = participant.firstReported.engagement
        if flags.opened { opened.insert(campaign) }
        if flags.clicked { clicked.insert(campaign) }
        firstCampaignAt = [firstCampaignAt, sentAt].compactMap { $0 }.min()
        lastOpenedAt = [lastOpenedAt, participant.occurredAt[.opened]].compactMap { $0 }.max()
        lastClickedAt = [lastClickedAt, participant.occurredAt[.clicked]].compactMap { $0 }.max()
    }

    /// The person's row; nil before the first person.
    var row: PersonRow? {
        person.map {
            PersonRow(
                person: $0, campaigns: campaigns.count, opened: opened.count, clicked: clicked.count,
                firstCampaignAt: firstCampaignAt, lastOpenedAt: lastOpenedAt, lastClickedAt: lastClickedAt,
                attributes: attributes)
        }
    }
}
