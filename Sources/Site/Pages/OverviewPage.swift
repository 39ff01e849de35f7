import Engagement
import Metrics

/// `index.html`: the account at a glance.
struct OverviewPage {
    private let kit: PageKit
    private let page = SitePage.overview
    private var report: AccountReport { kit.report }

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let totals = report.totals
        var context: TemplateContext = [
            "campaigns": .words(counted(totals.campaigns, "campaign")),
            "participants": .words(counted(totals.counts.participants, "participant")),
            "people": .words(counted(totals.people, "person", "people")),
            "totals": .block(AccountTiles(report).tiles),
            "latest_campaigns": .block(latest),
            "changes": .block(changes),
            "previous_run": .words(report.previousRun.map { "run \($0.number)" }),
            "months": .block(GroupTable(.months, of: report, root: page.root, limit: 12).table),
            "lists": .block(GroupTable(.lists, of: report, root: page.root, limit: 12).table),
            "providers": .block(Tables.providers(report.mailboxProviders, smallestGroup: kit.options.smallestGroup)),
            "links": .block(links),
            "quick_opens": .words(Words.quickOpens(report.quickOpens)),
        ]
        context.merge(notices) { $1 }
        context.merge(pictures) { $1 }
        return try kit.render("index.md", at: page, context)
    }

    private var notices: TemplateContext {
        let reconciliation = Contradictions(report.reconciliation, names: kit.names)
        return [
            "contradictions": .block(AlarmNotices.contradictions(reconciliation, root: page.root)),
            "rate_alarms": .block(AlarmNotices.rates(report.alarms, root: page.root)),
            "proof": .words(Words.proof(report.reconciliation)),
            "excluded": .words(Words.excluded(report.campaigns)),
            "retained": .words(Words.vanished(report.vanished)),
        ]
    }

    private var pictures: TemplateContext {
        let counted = report.campaigns.filter { !$0.isExcluded }
        return [
            "trend_opens": .block(Pictures.trend(of: .open, over: counted, clock: kit.clock)),
            "trend_clicks": .block(Pictures.trend(of: .click, over: counted, clock: kit.clock)),
            "funnel": .block(Pictures.funnel(of: report.totals.counts)),
            "settling": .block(report.settling.flatMap { Pictures.settling($0) }),
            "heat_map": .block(Pictures.heatMap(report.heatMap, zone: kit.clock.zone)),
        ]
    }

    private var latest: Table {
        let campaigns = report.campaigns.reversed().prefix(12)
        return CampaignTable(
            Array(campaigns), kit: kit, on: page, caption: "The latest campaigns", comfort: .sorts
        ).table
    }

    private var changes: Table? {
        guard report.previousRun != nil else { return nil }
        let changed = report.campaigns.compactMap { campaign in
            campaign.change.flatMap { $0 == Counts() ? nil : (campaign, $0) }
        }.sorted { ($1.1.engaged, $1.1.participants) < ($0.1.engaged, $0.1.participants) }
        let rows = changed.prefix(10).map { campaign, change in
            [Cell.link(campaign.title, to: page.address(of: .campaign(slug: campaign.slug)))] + Tables.changes(change)
        }
        let total = report.campaigns.compactMap(\.change).reduce(Counts(), +)
        return Table(
            caption: "What has changed, by campaign", columns: [.text("Campaign")] + Tables.changeColumns, rows: rows,
            foot: [[.words("In \(counted(changed.count, "campaign"))")] + Tables.changes(total)],
            emptyText: "Nothing has changed since the run before.")
    }

    private var links: Table? {
        report.links.isEmpty
            ? nil
            : Tables.links(
                Array(report.links.prefix(15)), showsCampaigns: true, showsQueries: kit.options.showsLinkQueries)
    }
}
