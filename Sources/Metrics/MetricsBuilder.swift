import Basics
import Engagement

/// Measurements grouped by campaign, once, so that each campaign is measured from its own rows.
struct MetricsBuilder {
    let measurements: Measurements
    let calendar: LocalCalendar
    let entries: [ReportedCampaign]
    let unsent: [CampaignRecord]
    let totals: AccountTotals
    let previousTotals: AccountTotals?
    let figures: AccountFigures
    private let measuredByID: [CampaignID: MeasuredCampaign]
    private let gains: [CampaignID: [Gain]]
    private let heatMaps: [CampaignID: HeatMap]
    private let reconciliations: [CampaignID: CampaignReconciliation]
    private let lists: [ListID: ContactList]
    private let runs: [RunNumber: Run]

    var included: [ReportedCampaign] { entries.filter { !$0.isExcluded } }

    init(_ measurements: Measurements) {
        self.measurements = measurements
        calendar = LocalCalendar(measurements.timeZone)
        reconciliations = Dictionary(measurements.reconciliation.campaigns.map { ($0.campaignID, $0) }) { $1 }
        entries = ReportedCampaign.campaigns(
            of: measurements.campaigns, counts: measurements.counts, reconciliations: reconciliations,
            excluded: measurements.excluded)
        unsent = measurements.campaigns.filter { !$0.hasReports(measurements.counts) }
            .sorted { $0.campaign < $1.campaign }
        let included = entries.filter { !$0.isExcluded }
        totals = AccountTotals(
            campaigns: included.count, counts: included.reduce(Counts()) { $0 + $1.counts },
            rates: included.map(\.rates).sum(), people: measurements.people.people, engagedPeople: measurements.people.engaged)
        previousTotals = measurements.previousCounts.map { Self.previous($0, people: measurements.previousPeople, of: included) }
        gains = Dictionary(grouping: measurements.gains, by: \.campaignID)
        heatMaps = HeatMap.byCampaign(measurements.campaignMeasurements, in: calendar)
        lists = Dictionary(measurements.lists.map { ($0.id, $0) }) { $1 }
        runs = Dictionary(measurements.runs.map { ($0.number, $0) }) { $1 }
        let measured = measurements.measuredCampaigns
        measuredByID = Dictionary(measured.map { ($0.id, $0) }) { $1 }
        figures = AccountFigures(
            campaigns: measured, lists: measurements.lists, listSizes: measurements.listSizes, audience: measurements.audience,
            end: measurements.generatedAt, in: calendar)
    }

    /// Every campaign with reports is measured.
    private func measured(_ entry: ReportedCampaign) -> MeasuredCampaign {
        measuredByID[entry.record.id]
            ?? MeasuredCampaign(
                entry.record, CampaignMeasurer(sentAt: entry.record.campaign.sentAt).measurement, reconciliation: nil,
                isExcluded: entry.isExcluded, start: measurements.run.startedAt)
    }

    private static func previous(
        _ counts: [CampaignID: Counts], people: PeopleCounts?, of included: [ReportedCampaign]
    ) -> AccountTotals {
        let known = included.compactMap { entry in counts[entry.record.id].map { (counts: $0, unknown: entry.unknown) } }
        return AccountTotals(
            campaigns: known.count, counts: known.reduce(Counts()) { $0 + $1.counts },
            rates: known.map { Rates($0.counts, unknown: $0.unknown) }.sum(), people: people?.people ?? 0,
            engagedPeople: people?.engaged ?? 0)
    }

    // MARK: Campaigns

    func campaigns() -> [CampaignMetrics] {
        entries.indices.map(campaign)
    }

    private func campaign(at index: Int) -> CampaignMetrics {
        let entry = entries[index]
        let measured = measured(entry)
        let (id, record, counts) = (entry.record.id, entry.record, entry.counts)
        return CampaignMetrics(
            record: record, lists: lists(of: record), isExcluded: entry.isExcluded, counts: counts,
            rates: entry.rates, change: measurements.previousCounts.map { counts - ($0[id] ?? Counts()) }, measured: measured,
            verdicts: figures.verdicts(of: measured),
            heatMap: heatMaps[id] ?? HeatMap(),
            hardBounce: AlarmLine.hardBounceRate(of: [record.summary].compactMap { $0 }),
            alarms: Alarm.all(rates: entry.rates, summaries: [record.summary].compactMap { $0 }),
            history: HistoryPoint.points(of: gains[id] ?? [], runs: runs, upTo: measurements.run.number),
            reconciliation: reconciliations[id], vanished: measurements.vanished[id] ?? [:],
            previous: index > 0 ? .init(entries[index - 1].record) : nil,
            next: index + 1 < entries.count ? .init(entries[index + 1].record) : nil)
    }

    private func lists(of record: CampaignRecord) -> [ContactList] {
        record.campaign.listIDs.map { lists[$0] ?? ContactList(id: $0, name: $0) }
    }
}
