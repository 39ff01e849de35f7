import Engagement
import Metrics

/// Campaigns with their rates, newest first.
struct CampaignTable {
    /// More rows would make the page heavier than a page may be.
    static let limit = 900

    let table: Table

    /// - Parameter page: the page that the table is on.
    init(_ campaigns: [CampaignMetrics], renderer: PageRenderer, on page: SitePage, caption: String, controls: Table.Controls) {
        // Beyond some hundred rows, charts would make the page too heavy to be read on a phone.
        let hasCharts = campaigns.count <= 300
        let scale = { (kind: RateKind) in
            hasCharts ? campaigns.compactMap { $0.measured.rate(of: kind)?.high }.max() : nil
        }
        let (openScale, clickScale) = (scale(.open), scale(.click))
        table = Table(
            caption: caption,
            columns: [
                .text("Campaign"), .text("Sent"), .number("Delivered"), .number("Open rate", "÷ delivered"),
                .number("Click rate", "÷ delivered"), .number("Click-to-open", "÷ opened"),
                .number("Unsubscribed", "÷ delivered"), .number("Bounced", "÷ sent"), .text("Opens", "at the same age"),
                .text("Data check"),
            ],
            rows: campaigns.map { campaign in
                let rate = { (kind: RateKind, scale: Double?) -> Cell in
                    .rate(campaign.measured.rate(of: kind), reason: campaign.measured.unknownReason(ofRate: kind), scale: scale)
                }
                return [
                    .link(
                        campaign.title, to: page.address(of: .campaign(slug: campaign.slug)),
                        note: campaign.record.campaign.shownSubject),
                    .date(campaign.sentAt, renderer.times), .count(campaign.counts.delivered), rate(.open, openScale),
                    rate(.click, clickScale), rate(.clickToOpen, nil), rate(.unsubscribe, nil), rate(.bounce, nil),
                    .badges(Self.verdicts(campaign)), .badges(Self.checks(campaign)),
                ]
            },
            searchWords: campaigns.map { Self.searchWords($0, renderer.times) }, controls: controls,
            emptyText: "No campaign has been sent yet.")
    }

    /// How it does at its age, and whether more is to come.
    static func verdicts(_ campaign: CampaignMetrics) -> [Badge] {
        if campaign.measured.isBeingSent { return [.beingSent] }
        let click = campaign.verdicts.click
        let clicks = click.state == .higher || click.state == .lower ? [Badge(click)] : []
        return [Badge(campaign.verdicts.open, namesResponse: false)] + clicks
            + (campaign.measured.isMature || campaign.sentAt == nil ? [] : [.comingIn])
    }

    /// Whether its numbers match EmailOctopus, and which are above a line.
    static func checks(_ campaign: CampaignMetrics) -> [Badge] {
        var badges = [
            Badge(
                campaign.reconciliation?.state ?? .unproven, isAccepted: campaign.reconciliation?.contradicts == false)
        ]
        if campaign.isExcluded { badges.append(.excluded) }
        badges += campaign.alarms.map { alarm in
            Badge(
                text: alarm.line.title.lowercased(), tone: alarm.level == .critical ? .bad : .warn,
                explanation: "\(Format.percent(alarm.rate)), above the line of \(Format.percent(alarm.threshold)).")
        }
        return badges
    }

    /// Its lists and the month of sending, which the row itself does not show.
    private static func searchWords(_ campaign: CampaignMetrics, _ times: TimeText) -> String {
        let month = campaign.sentAt.map { times.calendar.month(of: $0) }
        return (campaign.lists.map(\.title) + [month?.text, month?.title].compactMap { $0 }).joined(separator: " ")
    }
}
