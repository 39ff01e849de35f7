import Engagement
import Metrics

/// `data/totals.json`: what the overview shows, for machines.
struct TotalsJSON {
    let text: String

    init(_ report: AccountReport, privacy: SitePrivacy) {
        let totals = report.totals
        let counts = totals.counts
        let members: [(String, JSON)] = [
            ("run", .string(report.run.id)), ("run_number", .integer(Int(report.run.number))),
            ("generated_at", .time(report.generatedAt)), ("state", .string(report.run.state.rawValue)),
            ("contradicts", .flag(report.reconciliation.contradicts)), ("campaigns", .integer(totals.campaigns)),
            ("participants", .integer(counts.participants)), ("people", .integer(totals.people)),
            ("sent", .integer(counts.sent)),
            ("delivered", .integer(counts.delivered)), ("opened", .integer(counts.opened)),
            ("opened_reported", .integer(counts.openedReported)), ("clicked", .integer(counts.clicked)),
            ("engaged", .integer(counts.engaged)), ("bounced", .integer(counts.bounced)),
            ("complained", .integer(counts.complained)), ("unsubscribed", .integer(counts.unsubscribed)),
            ("engaged_people", .integer(totals.engagedPeople)),
            ("excluded_campaigns", .array(report.campaigns.filter(\.isExcluded).map { .string($0.id) })),
            ("rates", totals.rates.json), ("engaged_people_rate", totals.engagedPeopleRate.json),
        ]
        text = JSON.object(members + privacy.members).text(depth: 2)
    }
}
