import Basics
package import Engagement

/// How one mailbox provider does against its own usual: the sign that its filters have changed their mind about the sender.
///
/// It is *below its usual* when in each of its last two mature campaigns its open rate at 7 days lies below its own usual range,
/// while the campaign as a whole does not lie below what is usual for campaigns. Counted are campaigns with at least 50 emails
/// delivered to it; its range is of at least 10 (the 30 newest) of those before the two.
package struct MailboxHealth: Hashable, Sendable {
    package let domain: String
    /// The domain for people.
    package var title: String { shownName(domain, otherwise: MailboxTable.nameless) }
    package let state: State
    /// Its open rate at 7 days in its last two mature campaigns, the newest last; fewer where there are none.
    package let latest: [Latest]
    /// Of the campaigns before; nil with fewer than 10.
    package let usual: UsualRange?

    package enum State: String, Sendable {
        case belowUsual, usual
        /// Fewer than 10 campaigns before the last two.
        case tooFew
    }

    package struct Latest: Hashable, Sendable {
        package let campaignID: CampaignID
        /// Opened within 7 days ÷ delivered, at this mailbox provider.
        package let rate: Rate
        /// True where the campaign as a whole lies below its own usual, so that it is not this mailbox provider's doing.
        package let isWholeBelow: Bool
    }

    /// Every mailbox provider with at least one such campaign, those below their usual first, then by name.
    package static func all(_ campaigns: [MeasuredCampaign]) -> [MailboxHealth] {
        let sorted = campaigns.sorted()
        return all(sorted, among: PeerCandidates(sorted))
    }

    /// - Parameter sorted: in the order of sending.
    static func all(_ sorted: [MeasuredCampaign], among candidates: PeerCandidates) -> [MailboxHealth] {
        var histories: [String: [(campaign: MeasuredCampaign, rate: Rate)]] = [:]
        for campaign in sorted where !campaign.isExcluded && !campaign.isDoubtfulZero(.open) {
            guard campaign.rateIn7Days(.open) != nil else { continue }
            for mailbox in campaign.measurement.mailboxes where mailbox.counts.delivered >= MailboxTable.leastDelivered {
                histories[mailbox.domain, default: []].append((campaign, mailbox.rateIn7Days(.open)))
            }
        }
        return histories.map { MailboxHealth($0, $1, among: candidates) }.sorted {
            ($0.state == .belowUsual ? 0 : 1, $0.domain) < ($1.state == .belowUsual ? 0 : 1, $1.domain)
        }
    }

    private init(
        _ domain: String, _ history: [(campaign: MeasuredCampaign, rate: Rate)], among candidates: PeerCandidates
    ) {
        let usual = UsualRange(of: history.dropLast(2).suffix(Peers.most).compactMap(\.rate.value))
        let latest = history.suffix(2).map { campaign, rate in
            Latest(campaignID: campaign.id, rate: rate, isWholeBelow: Self.isWholeBelow(campaign, among: candidates))
        }
        self.domain = domain
        self.latest = latest
        self.usual = usual
        guard let usual, latest.count == 2 else {
            state = .tooFew
            return
        }
        let isBelow = latest.allSatisfy { ($0.rate.value ?? 1) < usual.low && !$0.isWholeBelow }
        state = isBelow ? .belowUsual : .usual
    }

    private static func isWholeBelow(_ campaign: MeasuredCampaign, among candidates: PeerCandidates) -> Bool {
        let usual = Peers(of: campaign, among: candidates, .open).usual(atAge: Age.matureHours)
        guard let usual, let value = campaign.rateIn7Days(.open)?.value else { return false }
        return value < usual.low
    }
}
