import Engagement
import Metrics
import Templates

/// `index.html`: how the latest campaign did, what needs attention, and the last 30 days; then the account at a glance.
struct OverviewPage {
    private let renderer: PageRenderer
    private let page = SitePage.overview
    private var account: AccountMetrics { renderer.account }
    private var figures: AccountFigures { account.figures }

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let totals = account.totals
        let cards = CampaignCards(renderer, on: page)
        var context: PageContext = [
            "campaigns": .trusted(counted(totals.campaigns, "campaign")),
            "sends": .trusted("\(counted(totals.counts.participants, "email")) sent"),
            "people": .trusted("\(counted(totals.people, "person", "people")) reached"),
            "latest": .block(cards.latest),
            "other_latest": .block(cards.others),
            "next_steps": .block(NextStepLinks(renderer, on: page).list),
            "settling": .block(settling),
            "periods": .block(account.campaigns.isEmpty ? nil : PeriodTiles(figures).tiles),
            "being_sent": .trusted(beingSent),
            "audience": .trusted(audience),
            "totals": .block(account.campaigns.isEmpty ? nil : AccountTiles(account).tiles),
            "has_campaigns": .flag(!account.campaigns.isEmpty),
            "latest_campaigns": .block(latestTable),
            "months": .block(GroupTable(.months, of: account, root: page.root, limit: 12).table),
            "lists": .block(GroupTable(.lists, of: account, root: page.root, limit: 12).table),
            "providers": .block(MailboxBlocks(renderer).account),
            "links": .block(links),
            "automated_opens": .trusted(Phrases.automatedOpens(figures.automatedOpens)),
        ]
        context.merge(notices) { $1 }
        context.merge(charts) { $1 }
        return try renderer.render(.overview, at: page, context)
    }

    private var notices: PageContext {
        let reconciliation = Contradictions(account.reconciliation, names: renderer.names)
        return [
            "contradictions": .block(MismatchNotice.notice(reconciliation, root: page.root)),
            "proof": .trusted(Phrases.proof(account.reconciliation)),
            "excluded": .trusted(Phrases.excluded(account.campaigns)),
            "retained": .trusted(Phrases.vanished(account.vanished)),
        ]
    }

    private var settling: ChartBlock? {
        figures.latest.first.flatMap { ChartBlock.settling($0, figures.peers(of: $0, .open)) }
    }

    private var charts: PageContext {
        [
            "trend_opens": .block(ChartBlock.trend(figures.openTrend, names: renderer.names, times: renderer.times)),
            "trend_clicks": .block(ChartBlock.trend(figures.clickTrend, names: renderer.names, times: renderer.times)),
            "funnel": .block(ChartBlock.funnel(of: figures.campaigns.filter { !$0.isExcluded })),
            "heat_map": .block(ChartBlock.heatMap(account.heatMap, zone: renderer.times.zone)),
        ]
    }

    /// Nil where none is being sent.
    private var beingSent: String? {
        let count = account.campaigns.count { $0.measured.isBeingSent }
        return count == 0 ? nil : "\(counted(count, "campaign is", "campaigns are")) being sent now."
    }

    /// Nil while there are no people.
    private var audience: String? {
        let now = figures.audience.now
        let lists = ListGrowthBlocks(renderer, on: page).sentence
        guard now.people > 0 else { return lists }
        return "Of \(counted(now.people, "person", "people")) sent something in the last 180 days, "
            + "\(counted(now.active, "is", "are")) active (90 days), \(Format.count(now.lapsing)) lapsing (91–180 days), "
            + "\(Format.count(now.dormant)) dormant, and \(Format.count(now.never)) never opened or clicked."
            + (lists.map { " \($0)" } ?? "")
    }

    private var latestTable: Table {
        CampaignTable(
            Array(account.campaigns.reversed().prefix(12)), renderer: renderer, on: page, caption: "The latest campaigns",
            controls: .sorts
        ).table
    }

    private var links: Table? {
        figures.links.isEmpty
            ? nil
            : Tables.links(
                Array(figures.links.prefix(15)), showsCampaigns: true, showsQueries: renderer.options.showsLinkQueries)
    }
}
