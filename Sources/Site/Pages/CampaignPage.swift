import Basics
import Engagement
import Metrics

/// `campaigns/SLUG/index.html`: all that is known of one campaign.
struct CampaignPage {
    private let kit: PageKit
    private let campaign: CampaignReport

    init(_ kit: PageKit, _ campaign: CampaignReport) {
        self.kit = kit
        self.campaign = campaign
    }

    private var page: SitePage { .campaign(slug: campaign.slug) }

    func render() throws -> [Page] {
        let record = campaign.record.campaign
        var context: TemplateContext = [
            "campaign": .text(campaign.title),
            "campaign_id": .text(campaign.id),
            "subject": .text(record.subject == campaign.title ? nil : record.subject),
            "from_name": .text(record.fromName),
            "sent_at": .words(campaign.sentAt.map(kit.clock.full)),
            "status": .text(record.status == .sent ? nil : record.status.rawValue),
            "lists": .text(campaign.lists.isEmpty ? nil : campaign.lists.map(\.name).joined(separator: ", ")),
            "list_page": .markup(groupPage(.lists, GroupReport.key(ofLists: record.listIDs))),
            "month_page": .markup(groupPage(.months, month)),
            "age": .words(campaign.ageInHours.map(Format.roundedAge)),
            "excluded": .flag(campaign.isExcluded),
            "states": .block(Badges(name: "Reconciliation", badges: CampaignTable.badges(campaign))),
            "totals": .block(
                Tiles(
                    of: campaign.counts, change: hasChanged ? campaign.change : nil, since: kit.report.previousRun,
                    alarms: campaign.alarms)),
            "unchanged_since": .words(
                hasChanged ? nil : kit.report.previousRun.map { "run \(Format.count(Int($0.number)))" }),
            "comparison": .block(CampaignTables(campaign).comparison),
            "equal_age": .block(CampaignTables(campaign).equalAge),
            "links": .block(
                campaign.links.map {
                    Tables.links($0, showsCampaigns: false, showsQueries: kit.options.showsLinkQueries)
                }),
            "providers": .block(Tables.providers(campaign.mailboxProviders, smallestGroup: kit.options.smallestGroup)),
            "quick_opens": .words(Words.quickOpens(campaign.quickOpens)),
            "quick_seconds": .words(String(campaign.quickOpens.seconds)),
            "reconciliation": .block(CampaignTables(campaign).reconciliation(kit.clock)),
            "retained": .words(Words.vanished(campaign.vanished)),
            "history": .block(CampaignTables(campaign).history(kit.clock, runs: kit.report.runs)),
            "settling_note": .words(settlingNote),
        ]
        context.merge(notices) { $1 }
        context.merge(pictures) { $1 }
        context.merge(neighbours) { $1 }
        context.merge(files) { $1 }
        return try kit.render("campaign.md", at: page, context)
    }

    /// Whether anything came since the run before.
    private var hasChanged: Bool { campaign.change != Counts() }

    private var month: String? {
        campaign.sentAt.map { sentAt in
            let date = kit.report.calendar.moment(of: sentAt).date
            return CalendarMonth(year: date.year, month: date.month).text
        }
    }

    /// The page of the group that the campaign is part of; empty where it is kept out of the groups.
    private func groupPage(_ grouping: Grouping, _ key: String?) -> String {
        let group = grouping.groups(of: kit.report).first { $0.key == key && $0.campaignIDs.contains(campaign.id) }
        return group.map { page.address(of: grouping.page(of: $0)) } ?? ""
    }

    private var notices: TemplateContext {
        let contradictions = Contradictions(kit.report.reconciliation, names: kit.names, only: campaign.id)
        return [
            "contradictions": .block(AlarmNotices.contradictions(contradictions, root: page.root)),
            "rate_alarms": .block(AlarmNotices.rates(campaign.alarms, root: page.root)),
        ]
    }

    private var pictures: TemplateContext {
        [
            "funnel": .block(Pictures.funnel(of: campaign.counts)),
            "settling": .block(Pictures.settling(campaign.settling)),
            "heat_map": .block(Pictures.heatMap(campaign.heatMap, zone: kit.clock.zone)),
            "history_chart": .block(Pictures.history(campaign.history, clock: kit.clock)),
        ]
    }

    private var settlingNote: String? {
        let missing = campaign.settling.untimedOpens
        return missing == 0 || campaign.settling.timedOpens == 0
            ? nil : "\(counted(missing, "open")) without a time \(missing == 1 ? "is" : "are") missing there"
    }

    private var neighbours: TemplateContext {
        let link = { (neighbour: CampaignReport.Neighbour?) -> TemplateValue in
            .list(
                neighbour.map { [["title": .text($0.title), "address": .markup(page.address(of: .campaign(slug: $0.slug)))]] }
                    ?? [])
        }
        return ["previous": link(campaign.previous), "next": link(campaign.next)]
    }

    private var files: TemplateContext {
        let path = SiteLayout.participants(ofCampaign: campaign.slug)
        let entry = kit.download(path)
        return [
            "csv": .markup(entry == nil ? "" : page.address(of: path)),
            "csv_rows": .words(entry.map { counted($0.rows, "row") }),
            "csv_size": .words(entry.map { FileSize.text($0.bytes) }),
        ]
    }
}
