import Engagement
import Metrics

/// Campaigns taken together.
extension FigureTable {
    /// A row a month with campaigns, oldest first.
    static func months(_ account: AccountMetrics) -> FigureTable {
        let month = FigureColumn<CampaignGroup>.month("month", "By the site's time zone") { group in
            group.campaigns.first?.sentAt.map { account.calendar.month(of: $0) }
        }
        return FigureTable(
            .months, "Every month in which campaigns were sent, with the sums of its campaigns.", primaryKey: ["month"],
            [month] + sums { $0 }, rows: account.figures.months)
    }

    private typealias ListRow = (ids: String, name: String, group: CampaignGroup?, size: ListSizeReading?)

    /// A row for each set of lists that campaigns went to, and for each list without a campaign.
    static func lists(_ account: AccountMetrics, _ lists: [ContactList]) -> FigureTable {
        let sizes = Dictionary(account.figures.growth.map { ($0.listID, $0.now) }) { $1 }
        let groups = account.figures.lists
        let used = Set(groups.map(\.key))
        var rows: [ListRow] = groups.map { ($0.key, $0.title, $0, sizes[$0.key] ?? nil) }
        rows += lists.filter { !used.contains($0.id) }.map { ($0.id, $0.title, nil, sizes[$0.id] ?? nil) }
        let names: [FigureColumn<ListRow>] = [
            .text("list_ids", "EmailOctopus' id of the list; of several lists that one campaign went to, joined by +") { $0.ids },
            .text("list", "The lists' names") { $0.name },
        ]
        let numbers: [FigureColumn<ListRow>] = [
            .count("subscribed", "Subscribed contacts of the list, as EmailOctopus counts them") { $0.size?.subscribed },
            .count("unsubscribed_contacts", "Unsubscribed contacts of the list") { $0.size?.unsubscribed },
            .count("pending", "Contacts of the list who have not confirmed yet") { $0.size?.pending },
            .time("counted_at", "When EmailOctopus counted them so") { $0.size?.at },
        ]
        return FigureTable(
            .lists, "Every list, with the sums of the campaigns sent to it.", primaryKey: ["list_ids"],
            names + sums { $0.group } + numbers, rows: rows)
    }

    /// The columns of a group; blank where there is no campaign.
    private static func sums<Row>(_ group: @escaping (Row) -> CampaignGroup?) -> [FigureColumn<Row>] {
        [
            .count("campaigns", "Campaigns in it; excluded ones are in none") { group($0)?.campaigns.count ?? 0 },
            .count("campaigns_coming_in", "Of these, younger than 7 days and not in the open and click rates") {
                group($0)?.comingIn ?? 0
            },
        ]
            + FigureColumn.counts({ group($0)?.counts ?? Counts() }) { row, report in
                MeasuredCampaign.areCounted(group(row)?.campaigns ?? [], report)
            }
            + settled("open", "Opened", group) + settled("click", "Clicked", group)
            + [(RateKind.unsubscribe, "Unsubscribed ÷ delivered"), (.bounce, "Bounced ÷ sent")].flatMap { kind, description in
                FigureColumn.rate("\(kind.rawValue)_rate", description) { group($0)?.campaigns.rate(of: kind) }
            }
    }

    private static func settled<Row>(
        _ name: String, _ verb: String, _ group: @escaping (Row) -> CampaignGroup?
    ) -> [FigureColumn<Row>] {
        let rate = { (row: Row) in name == "open" ? group(row)?.open : group(row)?.click }
        return FigureColumn.rate("\(name)_rate", "\(verb) ÷ delivered, of each campaign as its basis says") { rate($0)?.rate } + [
            .text("\(name)_rate_basis", "7 days: as it was 7 days after sending; final: as it stands, as times are not known") {
                guard let rate = rate($0), rate.value != nil else { return nil }
                return rate.basis == .sevenDays ? "7 days" : "final"
            },
            .count("\(name)_rate_campaigns", "How many campaigns are in the rate") { rate($0)?.campaigns },
        ]
    }

    /// A row a link, the most clicked first.
    ///
    /// - Parameter showsQueries: addresses with their queries, which may name people.
    static func links(_ account: AccountMetrics, showsQueries: Bool) -> FigureTable {
        let groups =
            showsQueries
            ? account.figures.links : LinkGroup.groups(of: account.figures.campaigns, by: LinkAddress.keyWithoutQuery)
        let columns: [FigureColumn<LinkGroup>] = [
            .text(
                "link",
                showsQueries
                    ? "The address without utm_…, mc_… and merge tags" : "The address without its query, which may name people"
            ) { $0.address },
            .count("campaigns", "Campaigns that hold it") { $0.campaigns },
            .count("clicked", "Contacts who clicked it, added up over campaigns and spellings") { $0.unique },
            .count("clicks_total", "Every click") { $0.total },
            .count("spellings", "How many addresses differ in nothing else") { $0.variants.count },
        ]
        return FigureTable(
            .links, "Every link that was clicked, over all campaigns, the most clicked first.", primaryKey: ["link"],
            columns + FigureColumn.rate("click_rate", "Clicked ÷ delivered, over those campaigns whose clicks are known", \.rate),
            rows: groups)
    }
}
