package import Engagement

/// How the open (click) rate moves over time: a dot a campaign, and a line of Σ ÷ Σ over 10 campaigns in a row; beyond 60
/// campaigns a point a month instead. Excluded campaigns, and those whose rate is not known, are not in it.
package struct Trend: Sendable {
    package static let window = 10
    package static let mostDots = 60

    package let response: ResponseKind
    /// What the line is made of: campaigns at 7 days of age, or, where none has times, their final rates.
    package let basis: SettledRate.Basis
    /// In the order of sending. Empty beyond 60 campaigns.
    package let dots: [Dot]
    /// Σ ÷ Σ of the last 10 mature campaigns up to each; begins at the 10th. Empty beyond 60 campaigns.
    package let line: [LinePoint]
    /// Oldest first; months without a rate are left out. Empty up to 60 campaigns.
    package let months: [Month]

    package struct Dot: Hashable, Sendable {
        package let campaignID: CampaignID
        package let sentAt: Timestamp
        /// At 7 days of age; of a campaign that is still coming in at its own age; without known times as it stands.
        package let rate: Rate
        package let isComingIn: Bool
        /// True where the times are not known: not to be compared with the other dots.
        package let isFinal: Bool
    }

    package struct LinePoint: Hashable, Sendable {
        package let sentAt: Timestamp
        /// Over the 10 campaigns up to this one.
        package let rate: Rate
    }

    package struct Month: Hashable, Sendable {
        package let month: CalendarMonth
        package let rate: SettledRate
    }

    package init(_ response: ResponseKind, of campaigns: [MeasuredCampaign], in calendar: LocalCalendar) {
        let known = campaigns.filter { !$0.isExcluded && $0.unknownReason(of: response) == nil && $0.sentAt != nil }.sorted()
        let basis = SettledRate(response, of: known).basis
        self.response = response
        self.basis = basis
        guard known.count <= Self.mostDots else {
            (dots, line) = ([], [])
            months = Dictionary(grouping: known) { calendar.month(of: $0.sentAt ?? Timestamp(seconds: 0)) }
                .map { Month(month: $0, rate: SettledRate(response, of: $1)) }
                .filter { $0.rate.value != nil && $0.rate.basis == basis }
                .sorted { $0.month < $1.month }
            return
        }
        dots = known.compactMap { Self.dot(response, $0) }
        months = []
        line = Self.line(response, known, basis)
    }

    private static func dot(_ response: ResponseKind, _ campaign: MeasuredCampaign) -> Dot? {
        guard let sentAt = campaign.sentAt, let age = campaign.age, campaign.delivered > 0 else { return nil }
        let aged = campaign.rate(response, atAge: min(age.hours, Age.matureHours))
        guard let rate = aged ?? campaign.finalRate(response) else { return nil }
        return Dot(
            campaignID: campaign.id, sentAt: sentAt, rate: rate, isComingIn: !age.isMature, isFinal: aged == nil)
    }

    private static func line(
        _ response: ResponseKind, _ known: [MeasuredCampaign], _ basis: SettledRate.Basis
    ) -> [LinePoint] {
        let points = known.compactMap { campaign -> (Timestamp, Rate)? in
            guard let sentAt = campaign.sentAt, campaign.isMature else { return nil }
            let rate = basis == .final ? campaign.finalRate(response) : campaign.rateIn7Days(response)
            return rate.map { (sentAt, $0) }
        }
        guard points.count >= window else { return [] }
        return (window...points.count).map { end in
            LinePoint(
                sentAt: points[end - 1].0, rate: points[(end - window)..<end].reduce(Rate(0, of: 0)) { $0 + $1.1 })
        }
    }
}
