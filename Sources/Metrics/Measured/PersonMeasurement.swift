package import Engagement

/// What is measured of one person over all campaigns: a pure function of the person's rows (and of which campaigns are mature and
/// had open tracking), independent of the clock and the time zone, so that it can be kept until one of them changes.
package struct PersonMeasurement: Hashable, Sendable {
    /// Campaigns sent to the person, under however many contact ids.
    package let received: Int
    /// Of ``received``, those opened (or clicked), and clicked.
    package let opened: Int
    package let clicked: Int
    /// Mature campaigns with known opens that reached the person: sent, and not bounced.
    package let trackedReceived: Int
    /// The last 10 campaigns sent to the person, or as many as there are, and how many of them were opened or clicked.
    package let recentReceived: Int
    package let recentEngaged: Int
    /// When campaigns were sent to the person, by month.
    package let sent: [MonthSpan]
    /// When the person opened or clicked, by month; what has no time is not in it.
    package let engaged: [MonthSpan]
    package let lastOpenedAt: Timestamp?
    package let lastClickedAt: Timestamp?
    /// The sending time of the first campaign that the person opened or clicked at a time the provider doesn't tell.
    package let undatedSince: Timestamp?
    /// The first unsubscription or complaint; where it has no time, the sending of its campaign.
    package let leftAt: Timestamp?
    /// While the last campaign sent to the person had bounced: from that sending to the next one that got through.
    package let bounced: [BouncedSpan]

    /// From a bounce to the next campaign that got through; nil until now.
    ///
    /// The provider's rows don't tell hard bounces from soft ones. It sends nothing more to an address that bounced hard, so a
    /// bounce counts as hard until something gets through.
    package struct BouncedSpan: Hashable, Sendable {
        package let from: Timestamp
        package let until: Timestamp?
    }

    /// - Parameters:
    ///   - participations: everything the person took part in, in any order.
    ///   - tracked: the mature campaigns with open tracking (``MeasuredCampaign/isTracked``).
    package init(_ participations: [Participation], tracked: Set<CampaignID>) {
        let campaigns = Self.mailings(of: participations)
        let mailings = campaigns.filter(\.isSent)
        received = mailings.count
        opened = campaigns.count(where: \.isOpened)
        clicked = campaigns.count(where: \.isClicked)
        trackedReceived = mailings.count { !$0.isBounced && tracked.contains($0.id) }
        let recent = mailings.filter { $0.sentAt != nil }.suffix(10)
        recentReceived = recent.count
        recentEngaged = recent.count(where: \.isOpened)
        sent = MonthSpan.spans(of: mailings.compactMap(\.sentAt))
        engaged = MonthSpan.spans(of: campaigns.flatMap(\.times))
        lastOpenedAt = campaigns.compactMap(\.openedAt).max()
        lastClickedAt = campaigns.compactMap(\.clickedAt).max()
        undatedSince = campaigns.filter { $0.isOpened && $0.openedAt == nil }.compactMap(\.sentAt).min()
        leftAt = campaigns.compactMap(\.leftAt).min()
        bounced = Self.bouncedSpans(of: mailings)
    }

    /// Two contacts of one person may be in one campaign: they are one mailing.
    private static func mailings(of participations: [Participation]) -> [Mailing] {
        let sorted = Mailing.inOrder(participations)
        var mailings: [Mailing] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].campaignID == sorted[start].campaignID { end += 1 }
            mailings.append(Mailing(sorted[start..<end]))
            start = end
        }
        return mailings
    }

    private static func bouncedSpans(of mailings: [Mailing]) -> [BouncedSpan] {
        var spans: [BouncedSpan] = []
        var start: Timestamp?
        for mailing in mailings {
            guard let sentAt = mailing.sentAt else { continue }
            if mailing.isBounced {
                start = start ?? sentAt
            } else if let from = start {
                spans.append(BouncedSpan(from: from, until: sentAt))
                start = nil
            }
        }
        if let start { spans.append(BouncedSpan(from: start, until: nil)) }
        return spans
    }

    /// True where the person never opened or clicked anything.
    package var isSilent: Bool { opened == 0 }

    /// True where the person had unsubscribed or complained by then, or the last campaign sent by then had bounced.
    package func hadLeft(by moment: Timestamp) -> Bool {
        if let leftAt, leftAt <= moment { return true }
        return bounced.contains { $0.from <= moment && ($0.until.map { $0 > moment } ?? true) }
    }
}

/// One person's part in one campaign, under all the contact ids the person had in it.
struct Mailing {
    /// By sending time, without one last, then by id.
    static func precedes(
        _ left: (sentAt: Timestamp?, id: CampaignID), _ right: (sentAt: Timestamp?, id: CampaignID)
    ) -> Bool {
        let (a, b) = (left.sentAt?.seconds ?? .max, right.sentAt?.seconds ?? .max)
        return a == b ? left.id < right.id : a < b
    }

    /// Mostly they are in order, and looking is cheaper than sorting.
    static func inOrder(_ participations: [Participation]) -> [Participation] {
        func precedes(_ left: Participation, _ right: Participation) -> Bool {
            Self.precedes((left.sentAt, left.campaignID), (right.sentAt, right.campaignID))
        }
        let isInOrder = !zip(participations.dropFirst(), participations).contains(where: precedes)
        return isInOrder ? participations : participations.sorted(by: precedes)
    }

    let id: CampaignID
    let sentAt: Timestamp?
    let isSent: Bool
    let isOpened: Bool
    let isClicked: Bool
    /// True where every contact bounced that it was sent to.
    let isBounced: Bool
    let openedAt: Timestamp?
    let clickedAt: Timestamp?
    let leftAt: Timestamp?

    /// Without arrays: there is one for each participant of the account.
    init(_ rows: ArraySlice<Participation>) {
        var (sentAt, openedAt, clickedAt, leftAt): (Timestamp?, Timestamp?, Timestamp?, Timestamp?)
        var (isSent, isDelivered, isOpened, isClicked) = (false, false, false, false)
        for row in rows {
            let (participant, reported) = (row.participant, row.participant.firstReported)
            let flags = reported.engagement
            (isOpened, isClicked) = (isOpened || flags.opened, isClicked || flags.clicked)
            isSent = isSent || reported.isReported(.sent)
            isDelivered = isDelivered || (reported.isReported(.sent) && !flags.bounced)
            sentAt = earliest(sentAt, row.sentAt)
            openedAt = earliest(openedAt, participant.time(of: .open))
            clickedAt = earliest(clickedAt, participant.time(of: .click))
            if flags.unsubscribed { leftAt = earliest(leftAt, participant.occurredAt[.unsubscribed] ?? row.sentAt) }
            if flags.complained { leftAt = earliest(leftAt, participant.occurredAt[.complained] ?? row.sentAt) }
        }
        id = rows[rows.startIndex].campaignID
        (self.sentAt, self.openedAt, self.clickedAt, self.leftAt) = (sentAt, openedAt, clickedAt, leftAt)
        (self.isSent, self.isOpened, self.isClicked) = (isSent, isOpened, isClicked)
        isBounced = isSent && !isDelivered
    }

    var times: [Timestamp] { openedAt == nil && clickedAt == nil ? [] : [openedAt, clickedAt].compactMap { $0 } }
}
