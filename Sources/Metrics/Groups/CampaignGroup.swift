import Basics
package import Engagement

/// Campaigns taken together: of one month, of the same lists, or of one series. Excluded campaigns are in none.
package struct CampaignGroup: Sendable {
    /// A month as `2026-11`, the ids of lists joined by `+`, or the words of a series.
    package let key: String
    /// `November 2026`, the lists' names, or the series' name.
    package let title: String
    /// In the order of sending.
    package let campaigns: [MeasuredCampaign]
    /// Σ over the campaigns, as they stand.
    package let counts: Counts
    /// At 7 days of age.
    package let open: SettledRate
    package let click: SettledRate

    package init(key: String, title: String, campaigns: [MeasuredCampaign]) {
        self.key = key
        self.title = title
        self.campaigns = campaigns.filter { !$0.isExcluded }.sorted()
        counts = self.campaigns.reduce(Counts()) { $0 + $1.counts }
        open = SettledRate(.open, of: self.campaigns)
        click = SettledRate(.click, of: self.campaigns)
    }

    package subscript(response: ResponseKind) -> SettledRate { response == .open ? open : click }

    /// How many of the campaigns are still coming in.
    package var comingIn: Int { open.comingIn }

    /// By the month of sending in a time zone, oldest first; months without campaigns are left out.
    package static func months(_ campaigns: [MeasuredCampaign], in calendar: LocalCalendar) -> [CampaignGroup] {
        let months = Dictionary(grouping: campaigns.filter { !$0.isExcluded && $0.sentAt != nil }) {
            calendar.month(of: $0.sentAt ?? Timestamp(seconds: 0))
        }
        return months.sorted { $0.key < $1.key }.map { CampaignGroup(key: $0.text, title: $0.title, campaigns: $1) }
    }

    /// By the set of lists, most emails first, then by key.
    package static func lists(_ campaigns: [MeasuredCampaign], names: [ListID: String]) -> [CampaignGroup] {
        Dictionary(grouping: campaigns.filter { !$0.isExcluded }, by: \.listKey).map { key, group in
            let title = Set(group[0].record.campaign.listIDs).sorted().map { names[$0] ?? $0 }.joined(separator: " + ")
            return CampaignGroup(key: key, title: title.isEmpty ? "No list" : title, campaigns: group)
        }.sorted { ($1.counts.participants, $0.key) < ($0.counts.participants, $1.key) }
    }
}

extension LocalCalendar {
    /// The month that clocks in the zone showed.
    package func month(of time: Timestamp) -> CalendarMonth {
        let date = moment(of: time).date
        return CalendarMonth(year: date.year, month: date.month)
    }
}
