import Basics
import Engagement

/// Measurements sorted out by campaign, once, so that each campaign's report is worked out from its own rows.
struct ReportBuilder {
    let measurements: Measurements
    let calendar: LocalCalendar
    let entries: [Entry]
    let unsent: [CampaignRecord]
    let totals: AccountTotals
    let previousTotals: AccountTotals?
    private let gains: [CampaignID: [Gain]]
    private let domains: [CampaignID: [DomainCounts]]
    private let heatMaps: [CampaignID: HeatMap]
    private let reconciliations: [CampaignID: CampaignReconciliation]
    private let lists: [ListID: ContactList]
    private let runs: [RunNumber: Run]

    /// One campaign with reports, and what others are compared with.
    struct Entry {
        var record: CampaignRecord
        var counts: Counts
        var isExcluded: Bool
        var timed: TimedCounts
        var ageInHours: Int?

        func aged(_ day: Int) -> AgedRates? { AgedRates(timed, ageInHours: ageInHours ?? 0, day: day) }
    }

    var included: [Entry] { entries.filter { !$0.isExcluded } }

    init(_ measurements: Measurements) {
        self.measurements = measurements
        calendar = LocalCalendar(measurements.timeZone)
        let records = measurements.campaigns.sorted { $0.campaign < $1.campaign }
        // A campaign that fell back to another status keeps its page as long as it has participants.
        let isShown = { (record: CampaignRecord) in
            record.campaign.status.hasReports || measurements.counts[record.id]?.participants ?? 0 > 0
        }
        unsent = records.filter { !isShown($0) }
        let hours = Dictionary(grouping: measurements.hourCounts, by: \.campaignID)
        entries = records.filter(isShown).map { record in
            let counts = measurements.counts[record.id] ?? Counts()
            return Entry(
                record: record, counts: counts, isExcluded: measurements.excluded.contains(record.id),
                timed: TimedCounts(hours[record.id] ?? [], counts: counts),
                ageInHours: record.campaign.sentAt.map { max(0, Int(measurements.generatedAt.seconds - $0.seconds) / 3_600) })
        }
        let included = entries.filter { !$0.isExcluded }
        totals = AccountTotals(
            campaigns: included.count, counts: included.reduce(Counts()) { $0 + $1.counts },
            people: measurements.people.people, engagedPeople: measurements.people.engaged)
        previousTotals = measurements.previousCounts.map { Self.previous($0, people: measurements.previousPeople, of: included) }
        gains = Dictionary(grouping: measurements.gains, by: \.campaignID)
        domains = Dictionary(grouping: measurements.domainCounts, by: \.campaignID)
        heatMaps = HeatMap.byCampaign(measurements.quarterHourCounts, calendar: calendar)
        reconciliations = Dictionary(measurements.reconciliation.campaigns.map { ($0.campaignID, $0) }) { $1 }
        lists = Dictionary(measurements.lists.map { ($0.id, $0) }) { $1 }
        runs = Dictionary(measurements.runs.map { ($0.number, $0) }) { $1 }
    }

    private static func previous(
        _ counts: [CampaignID: Counts], people: PeopleCounts?, of included: [Entry]
    ) -> AccountTotals {
        let known = included.compactMap { counts[$0.record.id] }
        return AccountTotals(
            campaigns: known.count, counts: known.reduce(Counts(), +), people: people?.people ?? 0,
            engagedPeople: people?.engaged ?? 0)
    }

    // MARK: Campaigns

    func campaignReports() -> [CampaignReport] {
        let othersAtAge = EqualAge.days.map { day in
            included.compactMap { $0.aged(day) }.reduce(AgedRates(), +)
        }
        var previous: Entry?
        return entries.indices.map { index in
            let entry = entries[index]
            defer { if !entry.isExcluded { previous = entry } }
            let equalAge = zip(EqualAge.days, othersAtAge).compactMap {
                self.equalAge($0, of: entry, all: $1, previous: previous)
            }
            return report(at: index, equalAge: equalAge, previous: previous)
        }
    }

    private func report(at index: Int, equalAge: [EqualAge], previous: Entry?) -> CampaignReport {
        let entry = entries[index]
        let (id, record, counts) = (entry.record.id, entry.record, entry.counts)
        return CampaignReport(
            record: record, lists: lists(of: record), isExcluded: entry.isExcluded, counts: counts,
            change: measurements.previousCounts.map { counts - ($0[id] ?? Counts()) }, ageInHours: entry.ageInHours,
            settling: SettlingCurve(parts: [entry.timed], ageInHours: entry.ageInHours ?? 0), equalAge: equalAge,
            againstOthers: Comparison(counts, entry.isExcluded ? totals.counts : totals.counts - counts),
            againstPrevious: previous.map { Comparison(counts, $0.counts) }, heatMap: heatMaps[id] ?? HeatMap(),
            mailboxProviders: MailboxProviders(domains[id] ?? [], total: counts),
            links: record.links.map { LinkReport.reports(of: [($0, counts)]) },
            quickOpens: QuickOpens(
                measurements.quickOpens[id] ?? 0, openedReported: counts.openedReported,
                seconds: measurements.quickOpenSeconds),
            hardBounce: AlarmLine.hardBounceRate(of: [record.summary].compactMap { $0 }),
            alarms: Alarm.all(counts: counts, summaries: [record.summary].compactMap { $0 }),
            history: HistoryPoint.points(of: gains[id] ?? [], runs: runs, upTo: measurements.run.number),
            reconciliation: reconciliations[id], vanished: measurements.vanished[id] ?? [:],
            previous: index > 0 ? .init(entries[index - 1].record) : nil,
            next: index + 1 < entries.count ? .init(entries[index + 1].record) : nil)
    }

    /// The others are all campaigns that count and have reached the age, without the campaign itself: two samples must not overlap.
    private func equalAge(_ day: Int, of entry: Entry, all: AgedRates, previous: Entry?) -> EqualAge? {
        guard let own = entry.aged(day) else { return nil }
        let others = entry.isExcluded ? all : all - own
        let before = previous?.aged(day)
        return EqualAge(
            day: day, open: own.open, click: own.click, openAgainstOthers: RateDifference(own.open, others.open),
            clickAgainstOthers: RateDifference(own.click, others.click),
            openAgainstPrevious: before.flatMap { RateDifference(own.open, $0.open) },
            clickAgainstPrevious: before.flatMap { RateDifference(own.click, $0.click) })
    }

    private func lists(of record: CampaignRecord) -> [ContactList] {
        record.campaign.listIDs.map { lists[$0] ?? ContactList(id: $0, name: $0) }
    }

    // MARK: The account

    func byList() -> [GroupReport] {
        Dictionary(grouping: included) { GroupReport.key(ofLists: $0.record.campaign.listIDs) }.map { key, group in
            let names = lists(of: group[0].record).sorted { $0.id < $1.id }.map(\.name)
            return GroupReport(
                key: key, title: names.isEmpty ? "No list" : names.joined(separator: " + "), campaigns: group)
        }.sorted { ($1.counts.participants, $0.key) < ($0.counts.participants, $1.key) }
    }

    func byMonth() -> [GroupReport] {
        let months = Dictionary(grouping: included.filter { $0.record.campaign.sentAt != nil }) { entry in
            let date = calendar.moment(of: entry.record.campaign.sentAt ?? measurements.generatedAt).date
            return CalendarMonth(year: date.year, month: date.month)
        }
        return months.sorted { $0.key < $1.key }.map {
            GroupReport(key: $0.text, title: $0.title, campaigns: $1)
        }
    }

    func mailboxProviders() -> MailboxProviders {
        MailboxProviders(included.lazy.flatMap { domains[$0.record.id] ?? [] }, total: totals.counts)
    }

    func quickOpens() -> QuickOpens {
        QuickOpens(
            included.reduce(0) { $0 + (measurements.quickOpens[$1.record.id] ?? 0) },
            openedReported: totals.counts.openedReported, seconds: measurements.quickOpenSeconds)
    }

    func history() -> [HistoryPoint] {
        HistoryPoint.points(
            of: included.lazy.flatMap { gains[$0.record.id] ?? [] }, runs: runs, upTo: measurements.run.number)
    }
}
