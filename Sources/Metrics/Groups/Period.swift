package import Basics
import Engagement

/// The campaigns of some days in a row, by sending time in the site's time zone. Excluded campaigns are in none.
package struct Period: Sendable {
    package let days: ClosedRange<CivilDate>
    /// Their campaigns, with Σ counts as they stand (``CampaignGroup/counts``: emails sent, delivered …) and the rates of mature
    /// campaigns at 7 days of age each.
    package let group: CampaignGroup

    package var emailsSent: Int { group.counts.sent }
    /// Campaigns that are not in the rates, as they are still coming in.
    package var comingIn: Int { group.comingIn }

    init(_ days: ClosedRange<CivilDate>, _ campaigns: [MeasuredCampaign], in calendar: LocalCalendar) {
        self.days = days
        group = CampaignGroup(
            key: "\(days.lowerBound.text)/\(days.upperBound.text)", title: "",
            campaigns: campaigns.filter { campaign in
                campaign.sentAt.map { days.contains(calendar.moment(of: $0).date) } ?? false
            })
    }
}
