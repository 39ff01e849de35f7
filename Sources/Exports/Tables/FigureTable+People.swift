import Engagement
import Metrics

/// Figures of people, by where they read and by when they last did.
extension FigureTable {
    private typealias MailboxRow = (name: String, domains: Int, counts: Counts, rates: Rates?, health: MailboxHealth?)

    /// A row a mailbox provider with at least 50 delivered emails, then all others together.
    static func mailboxProviders(_ account: AccountMetrics) -> FigureTable {
        let mailboxes = account.figures.mailboxes
        let health = Dictionary(account.figures.mailboxHealth.map { ($0.domain, $0) }) { $1 }
        var rows: [MailboxRow] = mailboxes.rows.map { ($0.domain, 1, $0.counts, $0.rates, health[$0.domain]) }
        if let others = mailboxes.others { rows.append(("all others", mailboxes.otherDomains, others, Rates(others), nil)) }
        let names: [FigureColumn<MailboxRow>] = [
            .text("mailbox_provider", "The domain of the address") { $0.name },
            .count("domains", "How many domains the row is of") { $0.domains },
        ]
        let rate = { (kind: RateKind) in { (row: MailboxRow) in row.rates?[kind] } }
        let states: [FigureColumn<MailboxRow>] = [
            .text("health", "below_usual: its last two campaigns lie below its own usual range; usual; too_few to say") {
                $0.health?.state.word
            },
            .share("open_rate_latest", "Opened within 7 days ÷ delivered, in its newest campaign that is 7 days old") {
                $0.health?.latest.last?.rate.value
            },
            .share("open_usual_low", "The lower end of its own usual range of that") { $0.health?.usual?.low },
            .share("open_usual_high", "The upper end of it") { $0.health?.usual?.high },
        ]
        return FigureTable(
            .mailboxProviders, "Mailbox providers with at least 50 delivered emails, of the campaigns whose opens are known.",
            primaryKey: ["mailbox_provider"],
            names + FigureColumn.counts({ $0.counts }) { _, _ in true }
                + FigureColumn.rate("open_rate", "Opened ÷ delivered", rate(.open))
                + FigureColumn.rate("click_rate", "Clicked ÷ delivered", rate(.click))
                + FigureColumn.rate("unsubscribe_rate", "Unsubscribed ÷ delivered", rate(.unsubscribe))
                + FigureColumn.rate("bounce_rate", "Bounced ÷ sent", rate(.bounce)) + states,
            rows: rows)
    }

    /// A row for the end of each month that has 180 days of history before it, then one for now.
    static func audience(_ account: AccountMetrics) -> FigureTable {
        let audience = account.figures.audience
        let points = audience.months + (audience.isNowDrawn ? [audience.now] : [])
        let columns: [FigureColumn<AudiencePoint>] = [
            .time("at", "The end of the month, or of the update", \.at),
            .month("month", "Blank in the row of now", \.month),
            .count("people", "Were sent something in the 180 days before and had not left", \.people),
            .count("active", "Opened or clicked within 90 days", \.active),
            .count("lapsing", "Last opened or clicked 91 to 180 days before", \.lapsing),
            .count("dormant", "Last opened or clicked longer ago, or at an unknown time", \.dormant),
            .count("never_engaged", "Never opened or clicked anything", \.never),
        ]
        return FigureTable(
            .audience, "People by when they last opened or clicked anything: at the end of each month, and now.",
            primaryKey: ["at"],
            columns + FigureColumn.rate("active_share", "Active ÷ people", \.activeShare) + [
                .share("undated_share", "Opens without a time ÷ opens, of the 180 days before", \.undated.value),
                .flag("uncertain", "More than 10% of those opens have no time, so some of the dormant may be active") {
                    $0.isUncertain
                },
            ], rows: points)
    }
}

extension MailboxHealth.State {
    fileprivate var word: String {
        switch self {
        case .belowUsual: "below_usual"
        case .usual: "usual"
        case .tooFew: "too_few"
        }
    }
}
