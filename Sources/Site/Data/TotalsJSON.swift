import Engagement
import Metrics

/// `data/totals.json`: what the overview shows, for programs.
struct TotalsJSON {
    let text: String

    init(_ account: AccountMetrics, options: SiteOptions) {
        let totals = account.totals
        let counts = totals.counts
        let members: [(String, JSON)] = [
            ("run", .string(account.run.id)), ("run_number", .integer(Int(account.run.number))),
            ("generated_at", .time(account.generatedAt)), ("state", .string(account.run.state.rawValue)),
            ("contradicts", .flag(account.reconciliation.contradicts)), ("campaigns", .integer(totals.campaigns)),
            ("participants", .integer(counts.participants)), ("people", .integer(totals.people)),
            ("sent", .integer(counts.sent)),
            ("delivered", .integer(counts.delivered)), ("opened", .integer(counts.opened)),
            ("opened_reported", .integer(counts.openedReported)), ("clicked", .integer(counts.clicked)),
            ("engaged", .integer(counts.engaged)), ("bounced", .integer(counts.bounced)),
            ("complained", .integer(counts.complained)), ("unsubscribed", .integer(counts.unsubscribed)),
            ("engaged_people", .integer(totals.engagedPeople)),
            ("excluded_campaigns", .array(account.campaigns.filter(\.isExcluded).map { .string($0.id) })),
            ("rates", totals.rates.json), ("engaged_people_rate", totals.engagedPeopleRate.json),
        ]
        // A later build of another store leaves this site alone.
        let origin: [(String, JSON)] = [("store", .string(options.storeID))]
        text = JSON.object(members + options.privacy.members + origin).text(depth: 2)
    }
}
