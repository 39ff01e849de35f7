import Engagement
import Metrics

/// What is said of campaigns at a glance, on the overview and on their own pages.
struct CampaignCards {
    private let renderer: PageRenderer
    private let page: SitePage
    private var figures: AccountFigures { renderer.account.figures }

    /// - Parameter page: the page that they are on.
    init(_ renderer: PageRenderer, on page: SitePage) {
        self.renderer = renderer
        self.page = page
    }

    /// The newest campaign.
    var latest: CampaignCard {
        CampaignCard(
            title: "Latest campaign", entries: figures.latest.prefix(1).compactMap(entry), emptyText: emptyText)
    }

    /// The others of the last seven days; nil without any.
    var others: CampaignCard? {
        let entries = figures.latest.dropFirst().compactMap(entry)
        return entries.isEmpty ? nil : CampaignCard(title: "Also sent in the last 7 days", entries: entries)
    }

    /// A campaign on its own page, which names it in its heading.
    func own(_ campaign: CampaignMetrics) -> CampaignCard {
        CampaignCard(title: nil, entries: [entry(campaign, isLinked: false)])
    }

    private var emptyText: String {
        renderer.account.campaigns.contains { $0.measured.isBeingSent }
            ? "A campaign is being sent; its first results come with the next update."
            : "No campaign has been sent yet. The first results come with the update after it."
    }

    private func entry(_ measured: MeasuredCampaign) -> CampaignCard.Entry? {
        renderer.account.campaigns.first { $0.id == measured.id }.map { entry($0, isLinked: true) }
    }

    private func entry(_ campaign: CampaignMetrics, isLinked: Bool) -> CampaignCard.Entry {
        CampaignCard.Entry(
            sentence: figures.sentence(of: campaign.measured, name: campaign.title),
            address: isLinked ? page.address(of: .campaign(slug: campaign.slug)) : nil,
            badges: badges(campaign), recipients: recipients(campaign))
    }

    private func badges(_ campaign: CampaignMetrics) -> [Badge] {
        if campaign.measured.isBeingSent { return [.beingSent] }
        let verdicts = [Badge(campaign.verdicts.open), Badge(campaign.verdicts.click)]
        return verdicts + (campaign.measured.isMature || campaign.sentAt == nil ? [] : [.comingIn])
            + (campaign.isExcluded ? [.excluded] : [])
    }

    private func recipients(_ campaign: CampaignMetrics) -> [(text: String, count: Int, address: String?)] {
        guard !campaign.measured.isBeingSent else { return [] }
        let counts = campaign.counts
        return campaign.knownRecipientFiles.map { file in
            let path = SiteLayout.recipients(file, ofCampaign: campaign.slug)
            let address = renderer.download(path) == nil ? nil : page.address(of: path)
            return switch file {
            case .openers: ("opened", counts.opened, address)
            case .clickers: ("clicked", counts.clicked, address)
            case .notOpened: ("did not open", max(0, counts.delivered - counts.opened), address)
            case .bounced: ("bounced", counts.bounced, address)
            }
        }
    }
}
