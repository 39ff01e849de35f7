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
        let scale = { (kind: RateKind) in hasCharts ? campaigns.compactMap { $0.rates[kind].high }.max() : nil }
        let (openScale, clickScale) = (scale(.open), scale(.click))
        table = Table(
            caption: caption,
            columns: [
                .text("Campaign"), .text("Sent"), .number("Open rate", "÷ delivered"),
                .number("Click rate", "÷ delivered"), .number("Click-to-open", "÷ opened"),
                .number("Unsubscribed", "÷ delivered"), .number("Bounced", "÷ sent"), .number("Delivered"),
            ] + (hasCharts ? [.text("Opens", "since sending")] : []) + [.text("State")],
            rows: campaigns.map { campaign in
                let rates = campaign.rates
                let subject = campaign.record.campaign.subject
                return [
                    .link(
                        campaign.title, to: page.address(of: .campaign(slug: campaign.slug)),
                        note: subject == campaign.title ? nil : subject),
                    .date(campaign.sentAt, renderer.times), .rate(rates.open, scale: openScale),
                    .rate(rates.click, scale: clickScale), .rate(rates.clickToOpen), .rate(rates.unsubscribe),
                    .rate(rates.bounce), .count(campaign.counts.delivered),
                ] + (hasCharts ? [.sparkline(of: campaign.settling)] : []) + [.badges(Self.badges(campaign))]
            },
            controls: controls, emptyText: "No campaign has been sent yet.")
    }

    static func badges(_ campaign: CampaignMetrics) -> [Badge] {
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
}
