import Basics
package import Engagement

/// What the pages say about how campaigns and the audience do, worked out once. A value: the same store gives the same figures.
package struct AccountFigures: Sendable {
    /// In the order of sending, excluded ones included.
    package let campaigns: [MeasuredCampaign]
    package let verdicts: [CampaignID: CampaignVerdicts]
    /// Those of the 7 days before the end of the run, newest first, at most three; without any the newest of all.
    package let latest: [MeasuredCampaign]
    package let periods: PeriodComparison
    package let openTrend: Trend
    package let clickTrend: Trend
    package let months: [CampaignGroup]
    package let lists: [CampaignGroup]
    package let series: [CampaignGroup]
    package let audience: Audience
    /// How the lists grew, in order of their ids.
    package let growth: [ListGrowth]
    /// Over all campaigns.
    package let mailboxes: MailboxTable
    package let mailboxHealth: [MailboxHealth]
    package let links: [LinkGroup]
    package let automatedOpens: AutomatedOpens
    package let nextSteps: [NextStep]
    private let candidates: PeerCandidates
    private let groupsByCampaign: [CampaignID: Groups]
    private let calendar: LocalCalendar
    private let end: Timestamp

    /// Those that one campaign is in.
    private struct Groups {
        var month: CampaignGroup?
        var list: CampaignGroup?
        var series: CampaignGroup?
    }

    /// - Parameters:
    ///   - audience: fed with everybody.
    ///   - end: of the run that is shown.
    package init(
        campaigns: [MeasuredCampaign], lists: [ContactList], listSizes: [ListSizeReading], audience: Audience, end: Timestamp,
        in calendar: LocalCalendar
    ) {
        let sorted = campaigns.sorted()
        self.campaigns = sorted
        self.calendar = calendar
        self.end = end
        self.audience = audience
        let candidates = PeerCandidates(sorted)
        self.candidates = candidates
        verdicts = Dictionary(sorted.map { ($0.id, CampaignVerdicts(of: $0, among: candidates)) }, uniquingKeysWith: { $1 })
        latest = Self.latest(sorted, end: end)
        periods = PeriodComparison(sorted, end: end, in: calendar)
        openTrend = Trend(.open, of: sorted, in: calendar)
        clickTrend = Trend(.click, of: sorted, in: calendar)
        months = CampaignGroup.months(sorted, in: calendar)
        let names = Dictionary(lists.map { ($0.id, $0.title) }) { $1 }
        self.lists = CampaignGroup.lists(sorted, names: names)
        series = Series.all(sorted)
        groupsByCampaign = Self.groupsByCampaign(months: months, lists: self.lists, series: series)
        growth = ListGrowth.all(listSizes, names: names, in: calendar)
        mailboxes = MailboxTable(sorted)
        mailboxHealth = MailboxHealth.all(sorted, among: candidates)
        links = LinkGroup.groups(of: sorted)
        automatedOpens = AutomatedOpens(sorted)
        nextSteps = NextSteps.steps(
            recent: periods.current.group.campaigns, all: sorted, mailboxes: mailboxHealth, audience: audience)
    }

    private static func latest(_ sorted: [MeasuredCampaign], end: Timestamp) -> [MeasuredCampaign] {
        let sent = sorted.reversed().filter { $0.sentAt != nil && !$0.isExcluded && !$0.isBeingSent }
        let recent = sent.filter { campaign in
            campaign.sentAt.map { end.seconds - $0.seconds < Int64(Age.matureHours) * 3_600 } ?? false
        }
        return Array(recent.isEmpty ? sent.prefix(1) : recent.prefix(3))
    }

    private static func groupsByCampaign(
        months: [CampaignGroup], lists: [CampaignGroup], series: [CampaignGroup]
    ) -> [CampaignID: Groups] {
        var groups: [CampaignID: Groups] = [:]
        for (path, kind) in [(\Groups.month, months), (\.list, lists), (\.series, series)] {
            for group in kind {
                for campaign in group.campaigns { groups[campaign.id, default: Groups()][keyPath: path] = group }
            }
        }
        return groups
    }

    /// The month that a campaign is in; nil for an excluded one, and for one without a sending time.
    package func month(of campaign: MeasuredCampaign) -> CampaignGroup? { groupsByCampaign[campaign.id]?.month }

    /// The lists that a campaign went to; nil for an excluded one.
    package func list(of campaign: MeasuredCampaign) -> CampaignGroup? { groupsByCampaign[campaign.id]?.list }

    /// The series that a campaign is in, if it is in one.
    package func series(of campaign: MeasuredCampaign) -> CampaignGroup? { groupsByCampaign[campaign.id]?.series }

    /// The campaign before to the same lists that is not excluded; nil if there is none.
    package func previous(to campaign: MeasuredCampaign) -> MeasuredCampaign? {
        let end = campaigns.partitioningIndex { !($0 < campaign) }
        return campaigns[..<end].last { !$0.isExcluded && $0.listKey == campaign.listKey }
    }

    /// One campaign's result in words.
    ///
    /// - Parameter name: as the pages call the campaign.
    package func sentence(of campaign: MeasuredCampaign, name: String) -> CampaignSentence {
        CampaignSentence(
            campaign, verdicts(of: campaign), name: name, in: calendar,
            year: calendar.moment(of: end).date.year)
    }

    package func verdicts(of campaign: MeasuredCampaign) -> CampaignVerdicts {
        verdicts[campaign.id] ?? CampaignVerdicts(of: campaign, among: candidates)
    }

    /// What the campaign is compared with, for the band behind its curve and the table of its peers.
    package func peers(of campaign: MeasuredCampaign, _ response: ResponseKind) -> Peers {
        Peers(of: campaign, among: candidates, response)
    }
}
