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
        self.init(Mailing.all(of: participations, tracked: tracked))
    }

    /// - Parameter mailings: by sending time, without one last.
    init(_ mailings: [Mailing]) {
        var (received, opened, clicked, trackedReceived) = (0, 0, 0, 0)
        var (lastOpenedAt, lastClickedAt, undatedSince, leftAt): (Timestamp?, Timestamp?, Timestamp?, Timestamp?)
        var (sent, engaged): ([MonthSpan], [Timestamp]) = ([], [])
        var (bounced, bouncedFrom): ([BouncedSpan], Timestamp?) = ([], nil)
        for mailing in mailings {
            if mailing.isOpened {
                opened += 1
                if let time = mailing.openedAt {
                    lastOpenedAt = latest(lastOpenedAt, time)
                    engaged.append(time)
                } else {
                    undatedSince = earliest(undatedSince, mailing.sentAt)
                }
            }
            if mailing.isClicked {
                clicked += 1
                lastClickedAt = latest(lastClickedAt, mailing.clickedAt)
                if let time = mailing.clickedAt { engaged.append(time) }
            }
            leftAt = earliest(leftAt, mailing.leftAt)
            guard mailing.isSent else { continue }
            received += 1
            if mailing.isTracked, !mailing.isBounced { trackedReceived += 1 }
            guard let sentAt = mailing.sentAt else { continue }
            sent.add(sentAt)
            if mailing.isBounced {
                bouncedFrom = bouncedFrom ?? sentAt
            } else if let from = bouncedFrom {
                bounced.append(BouncedSpan(from: from, until: sentAt))
                bouncedFrom = nil
            }
        }
        if let bouncedFrom { bounced.append(BouncedSpan(from: bouncedFrom, until: nil)) }
        (self.received, self.opened, self.clicked, self.trackedReceived) = (received, opened, clicked, trackedReceived)
        (self.lastOpenedAt, self.lastClickedAt) = (lastOpenedAt, lastClickedAt)
        (self.undatedSince, self.leftAt) = (undatedSince, leftAt)
        (self.sent, self.bounced) = (sent, bounced)
        self.engaged = MonthSpan.spans(of: engaged)
        let recent = mailings.lazy.reversed().filter { $0.isSent && $0.sentAt != nil }.prefix(10)
        (recentReceived, recentEngaged) = recent.reduce((0, 0)) { ($0.0 + 1, $0.1 + ($1.isOpened ? 1 : 0)) }
    }

    /// True where the person never opened or clicked anything.
    package var isSilent: Bool { opened == 0 }

    /// True where the person had unsubscribed or complained by then, or the last campaign sent by then had bounced.
    package func hadLeft(by moment: Timestamp) -> Bool {
        if let leftAt, leftAt <= moment { return true }
        return bounced.contains { $0.from <= moment && ($0.until.map { $0 > moment } ?? true) }
    }
}
