import Basics
import Engagement
import Metrics
import Templates

/// `campaigns/SLUG/index.html`: everything about one campaign.
struct CampaignPage {
    private let renderer: PageRenderer
    private let campaign: CampaignMetrics

    init(_ renderer: PageRenderer, _ campaign: CampaignMetrics) {
        self.renderer = renderer
        self.campaign = campaign
    }

    private var page: SitePage { .campaign(slug: campaign.slug) }
    private var figures: AccountFigures { renderer.account.figures }

    func render() throws -> [SiteFile] {
        let record = campaign.record.campaign
        let tables = CampaignTables(campaign, renderer, on: page)
        var context: PageContext = [
            "campaign": .text(campaign.title),
            "campaign_id": .text(campaign.id),
            "subject": .text(record.shownSubject),
            "from_name": .text(record.fromName.flatMap { $0.isVisible ? $0 : nil }),
            "sent_at": .trusted(campaign.sentAt.map(renderer.times.full)),
            "status": .text(record.status == .sent ? nil : record.status.rawValue),
            "lists": .text(campaign.lists.isEmpty ? nil : campaign.lists.map(\.title).joined(separator: ", ")),
            "list_page": .markup(groupPage(.lists, figures.list(of: campaign.measured))),
            "month_page": .markup(groupPage(.months, figures.month(of: campaign.measured))),
            "excluded": .flag(campaign.isExcluded),
            "result": .block(CampaignCards(renderer, on: page).own(campaign)),
            "contradictions": .block(notice),
            "totals": .block(campaign.measured.isBeingSent ? nil : tiles),
            "unchanged_since": .trusted(hasChanged ? nil : previousUpdate),
            "comparison": .block(tables.comparison),
            "links": .block(
                LinkGroup.groups(of: campaign.measured).map {
                    Tables.links($0, showsCampaigns: false, showsQueries: renderer.options.showsLinkQueries)
                }),
            "providers": .block(MailboxBlocks(renderer).campaign(campaign)),
            "automated_opens": .trusted(Phrases.automatedOpens(automatedOpens)),
            "data_check": .block(
                tables.dataCheck.map {
                    Fold(title: tables.dataCheckTitle, blocks: [$0], isOpen: campaign.reconciliation?.contradicts == true)
                }),
            "retained": .trusted(Phrases.vanished(campaign.vanished)),
            "history": .block(tables.history),
            "settling_note": .trusted(settlingNote),
        ]
        context.merge(charts) { $1 }
        context.merge(neighbours) { $1 }
        context.merge(files) { $1 }
        return try renderer.render(.campaign, at: page, context)
    }

    private var tiles: Tiles {
        Tiles(of: campaign, change: hasChanged ? campaign.change : nil, since: previousUpdate)
    }

    /// Whether a count changed since the update before.
    private var hasChanged: Bool { campaign.change != Counts() }

    private var previousUpdate: String? {
        renderer.account.previousRun.map { "the update of \(renderer.times.date($0.endedAt ?? $0.startedAt))" }
    }

    private var automatedOpens: AutomatedOpens {
        AutomatedOpens(
            campaign.measured.measurement.automatedOpens, opened: campaign.counts.opened, delivered: campaign.counts.delivered)
    }

    private var notice: Notice? {
        MismatchNotice.notice(
            Contradictions(renderer.account.reconciliation, names: renderer.names, only: campaign.id), root: page.root,
            linksCampaigns: false)
    }

    /// The address of the group that the campaign is in; empty for an excluded campaign, which is in none.
    private func groupPage(_ grouping: Grouping, _ group: CampaignGroup?) -> String {
        group.map { page.address(of: grouping.page(of: $0)) } ?? ""
    }

    private var charts: PageContext {
        let measured = campaign.measured
        return [
            "funnel": .block(ChartBlock.funnel(of: [measured])),
            "settling_opens": .block(ChartBlock.settling(measured, figures.peers(of: measured, .open))),
            "settling_clicks": .block(ChartBlock.settling(measured, figures.peers(of: measured, .click))),
            "history_chart": .block(ChartBlock.history(campaign.history, times: renderer.times)),
        ]
    }

    private var settlingNote: String? {
        let missing = campaign.measured.measurement.untimed(.open)
        return missing == 0 || campaign.measured.measurement.opens.total == 0
            ? nil : "\(counted(missing, "open without a time is", "opens without a time are")) missing there"
    }

    private var neighbours: PageContext {
        let link = { (neighbour: CampaignMetrics.Neighbour?) -> PageValue in
            .list(
                neighbour.map { [["title": .text($0.title), "address": .markup(page.address(of: .campaign(slug: $0.slug)))]] }
                    ?? [])
        }
        return ["previous": link(campaign.previous), "next": link(campaign.next)]
    }

    private var files: PageContext {
        let path = SiteLayout.participants(ofCampaign: campaign.slug)
        let entry = renderer.download(path)
        return [
            "csv": .markup(entry == nil ? "" : page.address(of: path)),
            "csv_rows": .trusted(entry.map { counted($0.rows, "row") }),
            "csv_size": .trusted(entry.map { FileSize.text($0.bytes) }),
        ]
    }
}
