import Engagement
import Metrics

extension FigureTable {
    /// A row a campaign with reports, in the order of sending.
    ///
    /// - Parameter showsAddresses: with the sender's address.
    static func campaigns(_ account: AccountMetrics, showsAddresses: Bool) -> FigureTable {
        typealias Column = FigureColumn<CampaignMetrics>
        let names: [Column] = [
            .text("campaign_id", "EmailOctopus' id of the campaign") { $0.id },
            .text("campaign_name", "The campaign's name at EmailOctopus") { $0.record.campaign.name },
            .time("campaign_sent_at", "When the campaign was sent") { $0.sentAt },
            .text("subject", "The subject of the mail") { $0.record.campaign.subject },
            .text("from_name", "The sender's name") { $0.record.campaign.fromName },
        ]
        let address: [Column] =
            showsAddresses ? [.text("from_address", "The sender's address") { $0.record.campaign.fromAddress }] : []
        let states: [Column] = [
            .text("list_ids", "EmailOctopus' ids of the lists it went to, joined by +: the key of the table of lists") {
                $0.measured.listKey
            },
            .text("list", "The lists' names") { $0.lists.map(\.title).joined(separator: " + ") },
            .text("status", "EmailOctopus' word: sent, sending, error") { $0.record.campaign.status.rawValue },
            .flag("excluded", "Kept out of all sums by the setting `exclude_campaigns`") { $0.isExcluded },
            .count("age_hours", "Full hours from sending to the start of the update") { $0.measured.age?.hours },
            .flag("mature", "At least 7 days old; before that, opens and clicks are still coming in") {
                $0.measured.age?.isMature
            },
            .text("data_check", "Whether its rows match EmailOctopus' totals: exact, moving, retained; short, over, …") {
                ($0.reconciliation?.state ?? .unproven).rawValue
            },
        ]
        return FigureTable(
            .campaigns, "Every campaign with its counts, rates, verdicts and data check.", primaryKey: ["campaign_id"],
            names + address + states + counts + rates + totals + verdict(.open) + verdict(.click) + [
                .text("page", "Its page on this site, from the site's first page") { SitePage.campaign(slug: $0.slug).folder }
            ], rows: account.campaigns)
    }

    private static var counts: [FigureColumn<CampaignMetrics>] {
        FigureColumn.counts(\.counts) { campaign, report in campaign.measured.isCounted(report) }
    }

    private static var rates: [FigureColumn<CampaignMetrics>] {
        let rate = { (kind: RateKind) in { (campaign: CampaignMetrics) in campaign.measured.rate(of: kind) } }
        return FigureColumn.rate("open_rate", "Opened ÷ delivered", rate(.open))
            + FigureColumn.rate("click_rate", "Clicked ÷ delivered", rate(.click))
            + [.share("click_to_open_rate", "Clicked ÷ opened") { rate(.clickToOpen)($0)?.value }]
            + FigureColumn.rate("unsubscribe_rate", "Unsubscribed ÷ delivered", rate(.unsubscribe))
            + FigureColumn.rate("complaint_rate", "Complained ÷ delivered", rate(.complaint))
            + FigureColumn.rate("bounce_rate", "Bounced ÷ sent", rate(.bounce))
    }

    private static var totals: [FigureColumn<CampaignMetrics>] {
        [
            .count("hard_bounces", "EmailOctopus' total") { $0.record.summary?.bouncedHard },
            .count("soft_bounces", "EmailOctopus' total") { $0.record.summary?.bouncedSoft },
            .share("hard_bounce_rate", "Hard bounces ÷ sent, both by EmailOctopus' totals") { $0.hardBounce.value },
            .count("opens_total", "EmailOctopus' total of opens, several of one recipient counted each") {
                $0.record.summary?.openedTotal
            },
            .count("clicks_total", "EmailOctopus' total of clicks, several of one recipient counted each") {
                $0.record.summary?.clickedTotal
            },
        ]
    }

    private static func verdict(_ response: ResponseKind) -> [FigureColumn<CampaignMetrics>] {
        let name = response.rawValue
        return [
            .text("\(name)_verdict", "Against earlier campaigns at its age: higher, usual, lower, too_few, too_early, unknown") {
                $0.verdicts[response].state.rawValue
            },
            .share("\(name)_rate_at_age", "Within its full hours since sending, at most 30 days: what is compared") {
                $0.verdicts[response].value
            },
            .share("\(name)_usual_low", "The lower end of what is usual at that age") { $0.verdicts[response].usual?.low },
            .share("\(name)_usual_high", "The upper end of it") { $0.verdicts[response].usual?.high },
            .share("\(name)_usual_median", "The median of the campaigns it is compared with") {
                $0.verdicts[response].usual?.median
            },
            .count("\(name)_peers", "How many campaigns it is compared with") { $0.verdicts[response].peers },
        ]
    }
}

extension MeasuredCampaign {
    /// False where the report that is counted could not be read as it should. While a campaign is being sent, what is there
    /// counts so far.
    fileprivate func isCounted(_ report: ReportKind) -> Bool {
        guard let reason = unknownReason(of: [report]) else { return true }
        return reason == .beingSent
    }
}

extension FigureColumn {
    /// Counts of unique contacts.
    ///
    /// - Parameter isKnown: whether a report can be counted.
    static func counts(
        _ counts: @escaping (Row) -> Counts, isKnown: @escaping (Row, ReportKind) -> Bool
    ) -> [FigureColumn] {
        func column(
            _ name: String, _ description: String, _ reports: [ReportKind], _ value: @escaping (Counts) -> Int
        ) -> FigureColumn {
            .count(name, description) { row in reports.allSatisfy { isKnown(row, $0) } ? value(counts(row)) : nil }
        }
        return [
            column("participants", "Contacts that any report of it lists", []) { $0.participants },
            column("sent", "Contacts it was sent to", [.sent]) { $0.sent },
            column("delivered", "Sent − bounced", [.sent, .bounced]) { $0.delivered },
            column("opened", "Contacts who opened it, or clicked, which implies it", [.opened, .clicked]) { $0.opened },
            column("clicked", "Contacts who clicked a link", [.clicked]) { $0.clicked },
            column("engaged", "Contacts who opened or clicked", [.opened, .clicked]) { $0.engaged },
            column("bounced", "Contacts to whom it bounced, hard or soft", [.bounced]) { $0.bounced },
            column("complained", "Contacts who reported it as spam", [.complained]) { $0.complained },
            column("unsubscribed", "Contacts who unsubscribed from it", [.unsubscribed]) { $0.unsubscribed },
        ]
    }
}

extension MeasuredCampaign {
    /// True where every count of a group that this campaign is in may be summed.
    static func areCounted(_ campaigns: [MeasuredCampaign], _ report: ReportKind) -> Bool {
        campaigns.allSatisfy { $0.isCounted(report) }
    }
}
