import Engagement
import Metrics
import Templates

/// `index.html`: the account at a glance.
struct OverviewPage {
    private let renderer: PageRenderer
    private let page = SitePage.overview
    private var account: AccountMetrics { renderer.account }

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let totals = account.totals
        var context: PageContext = [
            "campaigns": .trusted(counted(totals.campaigns, "campaign")),
            "participants": .trusted(counted(totals.counts.participants, "participant")),
            "people": .trusted(counted(totals.people, "person", "people")),
            "totals": .block(AccountTiles(account).tiles),
            "latest_campaigns": .block(latest),
            "changes": .block(changes),
            "previous_run": .trusted(account.previousRun.map { "run \($0.number)" }),
            "months": .block(GroupTable(.months, of: account, root: page.root, limit: 12).table),
            "lists": .block(GroupTable(.lists, of: account, root: page.root, limit: 12).table),
            "providers": .block(Tables.providers(account.mailboxProviders, smallestGroup: renderer.options.smallestGroup)),
            "links": .block(links),
            "quick_opens": .trusted(Phrases.quickOpens(account.quickOpens)),
        ]
        context.merge(notices) { $1 }
        context.merge(charts) { $1 }
        return try renderer.render(.overview, at: page, context)
    }

    private var notices: PageContext {
        let reconciliation = Contradictions(account.reconciliation, names: renderer.names)
        return [
            "contradictions": .block(AlarmNotices.contradictions(reconciliation, root: page.root)),
            "rate_alarms": .block(AlarmNotices.rates(account.alarms, root: page.root)),
            "proof": .trusted(Phrases.proof(account.reconciliation)),
            "excluded": .trusted(Phrases.excluded(account.campaigns)),
            "retained": .trusted(Phrases.vanished(account.vanished)),
        ]
    }

    private var charts: PageContext {
        let counted = account.campaigns.filter { !$0.isExcluded }
        return [
            "trend_opens": .block(ChartBlock.trend(of: .open, over: counted, times: renderer.times)),
            "trend_clicks": .block(ChartBlock.trend(of: .click, over: counted, times: renderer.times)),
            "funnel": .block(ChartBlock.funnel(of: account.totals.counts)),
            "settling": .block(account.settling.flatMap { ChartBlock.settling($0) }),
            "heat_map": .block(ChartBlock.heatMap(account.heatMap, zone: renderer.times.zone)),
        ]
    }

    private var latest: Table {
        let campaigns = account.campaigns.reversed().prefix(12)
        return CampaignTable(
            Array(campaigns), renderer: renderer, on: page, caption: "The latest campaigns", controls: .sorts
        ).table
    }

    private var changes: Table? {
        guard account.previousRun != nil else { return nil }
        let changed = account.campaigns.compactMap { campaign in
            campaign.change.flatMap { $0 == Counts() ? nil : (campaign, $0) }
        }.sorted { ($1.1.engaged, $1.1.participants) < ($0.1.engaged, $0.1.participants) }
        let rows = changed.prefix(10).map { campaign, change in
            [Cell.link(campaign.title, to: page.address(of: .campaign(slug: campaign.slug)))] + Tables.changes(change)
        }
        let total = account.campaigns.compactMap(\.change).reduce(Counts(), +)
        return Table(
            caption: "What has changed, by campaign", columns: [.text("Campaign")] + Tables.changeColumns, rows: rows,
            foot: [[.trusted("In \(counted(changed.count, "campaign"))")] + Tables.changes(total)],
            emptyText: "Nothing has changed since the run before.")
    }

    private var links: Table? {
        account.links.isEmpty
            ? nil
            : Tables.links(
                Array(account.links.prefix(15)), showsCampaigns: true, showsQueries: renderer.options.showsLinkQueries)
    }
}
