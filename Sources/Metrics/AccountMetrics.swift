package import Engagement

/// Everything that the pages show of an account, computed once from ``Measurements``. The same store gives the same value.
///
/// Aggregates are over the campaigns with reports that are not excluded, as Σ numerators ÷ Σ denominators.
package struct AccountMetrics: Sendable {
    package let run: Run
    /// The last finished run before it; nil if there is none.
    package let previousRun: Run?
    /// Every run up to the one that is shown, oldest first, in whatever state.
    package let runs: [Run]
    /// The end of the run: “now”.
    package let generatedAt: Timestamp
    package let calendar: LocalCalendar

    /// Verdicts, periods, trends, the audience and next steps.
    package let figures: AccountFigures
    package let totals: AccountTotals
    /// As of the previous run; nil if there is none.
    package let previousTotals: AccountTotals?
    /// New since then.
    package let change: Counts?
    /// In the order of sending, excluded ones included.
    package let campaigns: [CampaignMetrics]
    /// Drafts, and campaigns that could not be sent.
    package let unsent: [CampaignRecord]
    /// By the lists a campaign went to (several lists are a group of their own), largest first.
    package let byList: [GroupMetrics]
    /// By the month of sending in the configured time zone, oldest first; months without campaigns are left out.
    package let byMonth: [GroupMetrics]

    /// Nil where no campaign that is a day old has times.
    package let settling: SettlingCurve?
    package let heatMap: HeatMap
    package let mailboxProviders: MailboxProviders
    /// Over all campaigns, most clicked first.
    package let links: [LinkMetrics]
    package let quickOpens: QuickOpens
    /// Of the account as a whole; each campaign has its own, too.
    package let alarms: [Alarm]
    package let people: PeopleSummary
    package let reconciliation: AccountReconciliation
    package let vanished: [ReportKind: Int]
    package let identities: IdentityAudit

    package init(_ measurements: Measurements) {
        let builder = MetricsBuilder(measurements)
        run = measurements.run
        runs = measurements.runs.filter { $0.number <= measurements.run.number }.sorted { $0.number < $1.number }
        previousRun = runs.lastFinished(before: run.number)
        generatedAt = measurements.generatedAt
        calendar = builder.calendar
        figures = builder.figures
        totals = builder.totals
        previousTotals = builder.previousTotals
        change = previousTotals.map { [totals] in totals.counts - $0.counts }
        campaigns = builder.campaigns()
        unsent = builder.unsent
        byList = builder.byList()
        byMonth = builder.byMonth()
        let included = campaigns.filter { !$0.isExcluded }
        settling = SettlingCurve.pooled(
            builder.included.filter { $0.unknown.isDisjoint(with: [.open, .click]) }.map { ($0.timed, $0.ageInHours ?? 0) })
        heatMap = included.reduce(HeatMap()) { $0 + $1.heatMap }
        mailboxProviders = builder.mailboxProviders()
        links = LinkMetrics.links(of: included.lazy.map { ($0.record.links ?? [], $0.counts) })
        quickOpens = builder.quickOpens()
        alarms = Alarm.all(rates: totals.rates, summaries: included.compactMap(\.record.summary))
        people = measurements.peopleSummary
        reconciliation = measurements.reconciliation
        vanished = included.reduce(into: [:]) { $0.merge($1.vanished, uniquingKeysWith: +) }
        identities = measurements.identities
    }
}
