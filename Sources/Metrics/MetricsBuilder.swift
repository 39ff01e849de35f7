import Basics
import Engagement

/// Measurements grouped by campaign, once, so that each campaign is measured from its own rows.
struct MetricsBuilder {
    let measurements: Measurements
    let calendar: LocalCalendar
    let entries: [TimedCampaign]
    let unsent: [CampaignRecord]
    let totals: AccountTotals
    let previousTotals: AccountTotals?
    let figures: AccountFigures
    private let measuredByID: [CampaignID: MeasuredCampaign]
    private let gains: [CampaignID: [Gain]]
    private let domains: [CampaignID: [DomainCounts]]
    private let heatMaps: [CampaignID: HeatMap]
    private let reconciliations: [CampaignID: CampaignReconciliation]
    private let lists: [ListID: ContactList]
    private let runs: [RunNumber: Run]

    var included: [TimedCampaign] { entries.filter { !$0.isExcluded } }

    init(_ measurements: Measurements) {
        self.measurements = measurements
        calendar = LocalCalendar(measurements.timeZone)
        reconciliations = Dictionary(measurements.reconciliation.campaigns.map { ($0.campaignID, $0) }) { $1 }
        entries = TimedCampaign.campaigns(
            of: measurements.campaigns, counts: measurements.counts, hourCounts: measurements.hourCounts,
            reconciliations: reconciliations, excluded: measurements.excluded, now: measurements.generatedAt)
        unsent = measurements.campaigns.filter { !$0.hasReports(measurements.counts) }
            .sorted { $0.campaign < $1.campaign }
        let included = entries.filter { !$0.isExcluded }
        totals = AccountTotals(
            campaigns: included.count, counts: included.reduce(Counts()) { $0 + $1.counts },
            rates: included.map(\.rates).sum(), people: measurements.people.people, engagedPeople: measurements.people.engaged)
        previousTotals = measurements.previousCounts.map { Self.previous($0, people: measurements.previousPeople, of: included) }
        gains = Dictionary(grouping: measurements.gains, by: \.campaignID)
        domains = Dictionary(grouping: measurements.domainCounts, by: \.campaignID)
        heatMaps = HeatMap.byCampaign(measurements.quarterHourCounts, calendar: calendar)
        lists = Dictionary(measurements.lists.map { ($0.id, $0) }) { $1 }
        runs = Dictionary(measurements.runs.map { ($0.number, $0) }) { $1 }
        let measured = measurements.measuredCampaigns
        measuredByID = Dictionary(measured.map { ($0.id, $0) }) { $1 }
        figures = AccountFigures(
            campaigns: measured, lists: measurements.lists, listSizes: [], audience: measurements.audience,
            end: measurements.generatedAt, in: calendar)
    }

    /// Every campaign with reports is measured.
    private func measured(_ entry: TimedCampaign) -> MeasuredCampaign {
        measuredByID[entry.record.id]
            ?? MeasuredCampaign(
                entry.record, CampaignMeasurer(sentAt: entry.record.campaign.sentAt).measurement, reconciliation: nil,
                isExcluded: entry.isExcluded, start: measurements.run.startedAt)
    }

    private static func previous(
        _ counts: [CampaignID: Counts], people: PeopleCounts?, of included: [TimedCampaign]
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
            settling: SettlingCurve(parts: [entry.timed], ageInHours: entry.ageInHours ?? 0), heatMap: heatMaps[id] ?? HeatMap(),
            mailboxProviders: MailboxProviders(domains[id] ?? [], unknown: [id: entry.unknown]),
            links: record.links.map { LinkMetrics.links(of: [($0, counts)]) },
            quickOpens: QuickOpens(
                measurements.quickOpens[id] ?? 0, openedReported: counts.openedReported,
                seconds: measurements.quickOpenSeconds),
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

    // MARK: The account

    func byList() -> [GroupMetrics] {
        Dictionary(grouping: included) { GroupMetrics.key(ofLists: $0.record.campaign.listIDs) }.map { key, group in
            let names = lists(of: group[0].record).sorted { $0.id < $1.id }.map(\.name)
            return GroupMetrics(
                key: key, title: names.isEmpty ? "No list" : names.joined(separator: " + "), campaigns: group)
        }.sorted { ($1.counts.participants, $0.key) < ($0.counts.participants, $1.key) }
    }

    func byMonth() -> [GroupMetrics] {
        let months = Dictionary(grouping: included.filter { $0.record.campaign.sentAt != nil }) { entry in
            let date = calendar.moment(of: entry.record.campaign.sentAt ?? measurements.generatedAt).date
            return CalendarMonth(year: date.year, month: date.month)
        }
        return months.sorted { $0.key < $1.key }.map {
            GroupMetrics(key: $0.text, title: $0.title, campaigns: $1)
        }
    }

    func mailboxProviders() -> MailboxProviders {
        MailboxProviders(
            included.lazy.flatMap { domains[$0.record.id] ?? [] },
            unknown: Dictionary(uniqueKeysWithValues: included.map { ($0.record.id, $0.unknown) }))
    }

    func quickOpens() -> QuickOpens {
        QuickOpens(
            included.reduce(0) { $0 + (measurements.quickOpens[$1.record.id] ?? 0) },
            openedReported: totals.counts.openedReported, seconds: measurements.quickOpenSeconds)
    }
}
