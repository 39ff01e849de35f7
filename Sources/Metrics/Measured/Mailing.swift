import Engagement

/// One person's part in one campaign, under all the contact ids the person had in it.
struct Mailing {
    let sentAt: Timestamp?
    /// Whether the campaign is mature and had open tracking (``MeasuredCampaign/isTracked``).
    let isTracked: Bool
    private(set) var isSent = false
    private(set) var isOpened = false
    private(set) var isClicked = false
    /// Sent to a contact, and not bounced.
    private var isDelivered = false
    private(set) var openedAt: Timestamp?
    private(set) var clickedAt: Timestamp?
    /// The first unsubscription or complaint; where it has no time, the sending.
    private(set) var leftAt: Timestamp?
    /// Of the open and the click reports, the last.
    private(set) var lastOpenedAt: Timestamp?
    private(set) var lastClickedAt: Timestamp?

    init(sentAt: Timestamp?, isTracked: Bool) {
        self.sentAt = sentAt
        self.isTracked = isTracked
    }

    mutating func add(_ participant: Participant) {
        let reported = participant.firstReported
        let flags = reported.engagement
        (isOpened, isClicked) = (isOpened || flags.opened, isClicked || flags.clicked)
        if reported.isReported(.sent) {
            isSent = true
            if !flags.bounced { isDelivered = true }
        }
        if flags.opened {
            openedAt = earliest(openedAt, participant.time(of: .open))
            lastOpenedAt = latest(lastOpenedAt, participant.occurredAt[.opened])
        }
        if flags.clicked {
            clickedAt = earliest(clickedAt, participant.time(of: .click))
            lastClickedAt = latest(lastClickedAt, participant.occurredAt[.clicked])
        }
        if flags.unsubscribed { leftAt = earliest(leftAt, participant.occurredAt[.unsubscribed] ?? sentAt) }
        if flags.complained { leftAt = earliest(leftAt, participant.occurredAt[.complained] ?? sentAt) }
    }

    /// True where every contact bounced that it was sent to.
    var isBounced: Bool { isSent && !isDelivered }

    /// By sending time, without one last, then by id.
    static func precedes(
        _ left: (sentAt: Timestamp?, id: CampaignID), _ right: (sentAt: Timestamp?, id: CampaignID)
    ) -> Bool {
        let (a, b) = (left.sentAt?.seconds ?? .max, right.sentAt?.seconds ?? .max)
        return a == b ? left.id < right.id : a < b
    }

    /// - Parameters:
    ///   - participations: of one person, in any order. Two contacts of one person may be in one campaign: they are one mailing.
    ///   - tracked: the mature campaigns with open tracking.
    static func all(of participations: [Participation], tracked: Set<CampaignID>) -> [Mailing] {
        var mailings: [Mailing] = []
        var last: CampaignID?
        for part in participations.sorted(by: { precedes(($0.sentAt, $0.campaignID), ($1.sentAt, $1.campaignID)) }) {
            if part.campaignID != last {
                mailings.append(Mailing(sentAt: part.sentAt, isTracked: tracked.contains(part.campaignID)))
                last = part.campaignID
            }
            mailings[mailings.count - 1].add(part.participant)
        }
        return mailings
    }
}

func earliest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}

func latest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
    guard let left, let right else { return left ?? right }
    return max(left, right)
}
