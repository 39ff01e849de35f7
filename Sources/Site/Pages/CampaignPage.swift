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

    func render() throws -> [SiteFile] {
        let record = campaign.record.campaign
        var context: PageContext = [
            "campaign": .text(campaign.title),
            "campaign_id": .text(campaign.id),
            "subject": .text(record.subject == campaign.title ? nil : record.subject),
            "from_name": .text(record.fromName),
            "sent_at": .trusted(campaign.sentAt.map(renderer.times.full)),
            "status": .text(record.status == .sent ? nil : record.status.rawValue),
            "lists": .text(campaign.lists.isEmpty ? nil : campaign.lists.map(\.name).joined(separator: ", ")),
            "list_page": .markup(groupPage(.lists, GroupMetrics.key(ofLists: record.listIDs))),
            "month_page": .markup(groupPage(.months, month)),
            "age": .trusted(campaign.ageInHours.map(Format.roundedAge)),
            "excluded": .flag(campaign.isExcluded),
            "states": .block(Badges(name: "Reconciliation", badges: CampaignTable.badges(campaign))),
            "totals": .block(
                Tiles(
                    of: campaign.counts, change: hasChanged ? campaign.change : nil, since: renderer.account.previousRun,
                    alarms: campaign.alarms)),
            "unchanged_since": .trusted(
                hasChanged ? nil : renderer.account.previousRun.map { "run \(Format.count(Int($0.number)))" }),
            "comparison": .block(CampaignTables(campaign).comparison),
            "equal_age": .block(CampaignTables(campaign).equalAge),
            "links": .block(
                campaign.links.map {
                    Tables.links($0, showsCampaigns: false, showsQueries: renderer.options.showsLinkQueries)
                }),
            "providers": .block(Tables.providers(campaign.mailboxProviders, smallestGroup: renderer.options.smallestGroup)),
            "quick_opens": .trusted(Phrases.quickOpens(campaign.quickOpens)),
            "quick_seconds": .trusted(String(campaign.quickOpens.seconds)),
            "reconciliation": .block(CampaignTables(campaign).reconciliation(renderer.times)),
            "retained": .trusted(Phrases.vanished(campaign.vanished)),
            "history": .block(CampaignTables(campaign).history(renderer.times, runs: renderer.account.runs)),
            "settling_note": .trusted(settlingNote),
        ]
        context.merge(notices) { $1 }
        context.merge(charts) { $1 }
        context.merge(neighbours) { $1 }
        context.merge(files) { $1 }
        return try renderer.render(.campaign, at: page, context)
    }

    /// Whether a count changed since the run before.
    private var hasChanged: Bool { campaign.change != Counts() }

    private var month: String? {
        campaign.sentAt.map { sentAt in
            let date = renderer.account.calendar.moment(of: sentAt).date
            return CalendarMonth(year: date.year, month: date.month).text
        }
    }

    /// The address of the group that the campaign is in; empty for an excluded campaign, which is in none.
    private func groupPage(_ grouping: Grouping, _ key: String?) -> String {
        let group = grouping.groups(of: renderer.account).first { $0.key == key && $0.campaignIDs.contains(campaign.id) }
        return group.map { page.address(of: grouping.page(of: $0)) } ?? ""
    }

    private var notices: PageContext {
        let contradictions = Contradictions(renderer.account.reconciliation, names: renderer.names, only: campaign.id)
        return [
            "contradictions": .block(AlarmNotices.contradictions(contradictions, root: page.root)),
            "rate_alarms": .block(AlarmNotices.rates(campaign.alarms, root: page.root)),
        ]
    }

    private var charts: PageContext {
        [
            "funnel": .block(ChartBlock.funnel(of: campaign.counts)),
            "settling": .block(ChartBlock.settling(campaign.settling)),
            "heat_map": .block(ChartBlock.heatMap(campaign.heatMap, zone: renderer.times.zone)),
            "history_chart": .block(ChartBlock.history(campaign.history, times: renderer.times)),
        ]
    }

    private var settlingNote: String? {
        let missing = campaign.settling.untimedOpens
        return missing == 0 || campaign.settling.timedOpens == 0
            ? nil : "\(counted(missing, "open")) without a time \(missing == 1 ? "is" : "are") missing there"
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
