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
    package let heatMap: HeatMap
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
        let included = campaigns.filter { !$0.isExcluded }
        heatMap = included.reduce(HeatMap()) { $0 + $1.heatMap }
        alarms = Alarm.all(rates: totals.rates, summaries: included.compactMap(\.record.summary))
        people = measurements.peopleSummary
        reconciliation = measurements.reconciliation
        vanished = included.reduce(into: [:]) { $0.merge($1.vanished, uniquingKeysWith: +) }
        identities = measurements.identities
    }
}
