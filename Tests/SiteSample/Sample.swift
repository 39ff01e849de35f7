package import Engagement
package import Foundation
package import Metrics
package import Site
import Templates
import TestSupport

/// An invented account, measured: small for golden files, as large as a real one for looking at it.
package struct Sample: Sendable {
    package var campaigns: Int
    package var runs: Int
    /// The number of reports that contradict their summary.
    package var contradictions: Int
    package var names: [String]
    package var excluded: Set<CampaignID>
    /// How old the newest campaign is.
    package var daysSinceLast: Int
    /// How many of a hundred opened the newest campaign; nil for as many as usual.
    package var lastOpened: Int?
    /// Whether everybody opens everything; else most people never did.
    package var everybodyReads: Bool
    package var seed: UInt64

    package init(
        campaigns: Int = 3, runs: Int = 3, contradictions: Int = 0, names: [String] = [], excluded: Set<CampaignID> = [],
        daysSinceLast: Int = 2, lastOpened: Int? = nil, everybodyReads: Bool = false, seed: UInt64 = 7
    ) {
        self.campaigns = campaigns
        self.runs = runs
        self.contradictions = contradictions
        self.names = names
        self.excluded = excluded
        self.daysSinceLast = daysSinceLast
        self.lastOpened = lastOpened
        self.everybodyReads = everybodyReads
        self.seed = seed
    }

    private static let sourceRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    package static let templates = sourceRoot.appending(path: "templates")
    package static let site = sourceRoot.appending(path: "site")

    private static let day: Int64 = 86_400
    private static let sections = ["News", "Offers", "Reminder", "Survey", "Invitation"]

    package static let storeID = "0123456789abcdef0123456789abcdef"

    /// 23 November 2026, 02:00 UTC
    private let now = Timestamp(seconds: 1_795_399_200)

    package func builder(
        overrides: URL? = nil, downloads: [DownloadEntry]? = nil,
        options: SiteOptions = SiteOptions(storeID: Sample.storeID)
    ) throws -> SiteBuilder {
        let measured = measurements
        let downloads = downloads ?? self.downloads(of: measured)
        return try SiteBuilder(
            account: AccountMetrics(measured), downloads: downloads,
            templates: TemplateLibrary(builtIn: Self.templates, overrides: overrides), site: Self.site, options: options
        ) { run in
            let account = AccountMetrics(measured)
            let since = measured.runs.lastFinished(before: run.number)
            func counts(asOf run: Run?) -> [CampaignID: Counts] {
                let points = account.campaigns.map { campaign in
                    (campaign.id, campaign.history.last { $0.run <= run?.number ?? 0 }?.counts ?? Counts())
                }
                return Dictionary(uniqueKeysWithValues: points)
            }
            return RunDetail(
                since: since, before: counts(asOf: since), after: counts(asOf: run),
                reconciliation: run.number == measured.run.number ? measured.reconciliation : AccountReconciliation(),
                vanished: 2,
                changedAddresses: 1, changedContacts: 31,
                files: downloads.filter { $0.scope == .run(run.id) })
        }
    }

    /// Every page, with its path.
    package func pages(
        overrides: URL? = nil, options: SiteOptions = SiteOptions(storeID: Sample.storeID)
    ) async throws -> [String: [UInt8]] {
        var pages: [String: [UInt8]] = [:]
        for planned in try builder(overrides: overrides, options: options).pages {
            for page in try await planned.render() { pages[page.path] = page.bytes }
        }
        return pages
    }

    package var measurements: Measurements {
        var generator = SeededGenerator(seed: seed)
        let records = (0..<campaigns).map { record($0, &generator) }
        let counts = Dictionary(uniqueKeysWithValues: records.map { ($0.id, self.counts(of: $0)) })
        let runList = runList(totals: total(counts))
        let gains = records.enumerated().flatMap { self.gains(of: $1, at: $0, counts[$1.id] ?? Counts()) }
        let people = self.people(counts)
        let measured = measured(records, counts)
        return Measurements(
            run: runList[runs - 1], runs: runList, campaigns: records + [draft],
            lists: [
                ContactList(id: "list-0", name: "Newsletter"), ContactList(id: "list-1", name: "Customers & friends"),
            ],
            counts: counts, previousCounts: runs > 1 ? previous(counts) : nil,
            people: PeopleCounts(people: 900, engaged: 400),
            previousPeople: runs > 1 ? PeopleCounts(people: 880, engaged: 391) : nil, peopleSummary: people,
            campaignMeasurements: measured, audience: audience(records), listSizes: listSizes(of: runList), gains: gains,
            vanished: ["campaign-0": [.opened: 3]],
            reconciliation: reconciliation(records, counts),
            identities: IdentityAudit(
                contacts: 950, people: 900, sharedAddresses: 48, changedAddresses: 3, withoutAddress: 2),
            excluded: excluded)
    }

    private func record(_ index: Int, _ generator: inout SeededGenerator) -> CampaignRecord {
        let sentAt =
            now.seconds - Int64(campaigns - 1 - index) * 9 * Self.day - Int64(daysSinceLast) * Self.day - Int64(
                generator.int(0...20))
            * 1_800
        let title = "\(Self.sections[index % Self.sections.count]) \(index + 1)"
        let name = index < names.count ? names[index] : title
        let campaign = Campaign(
            id: "campaign-\(index)", name: name, subject: "About \(title.lowercased())", status: .sent,
            listIDs: ["list-\(index % 2)"], fromName: "Example Ltd", createdAt: Timestamp(seconds: sentAt - 3_600),
            sentAt: Timestamp(seconds: sentAt))
        let sent = 1_500 + generator.int(0...900)
        let usual = 25 + generator.int(0...15)
        let opened = sent * (index == campaigns - 1 ? lastOpened ?? usual : usual) / 100
        let clicked = opened * (8 + generator.int(0...14)) / 100
        let summary = Summary(
            sent: sent, bouncedHard: sent / 120, bouncedSoft: sent / 200, openedTotal: opened * 2, openedUnique: opened,
            clickedTotal: clicked * 2, clickedUnique: clicked, complained: index % 4 == 0 ? 2 : 0,
            unsubscribed: sent / 300)
        let links = [
            LinkClicks(
                url: "https://www.example.com/news?utm_source=mail&id=\(index)", total: clicked, unique: clicked * 2 / 3
            ),
            LinkClicks(url: "https://www.example.com/offers", total: clicked / 2, unique: clicked / 3),
            LinkClicks(url: "{{UnsubscribeURL}}", total: 3, unique: 3),
        ]
        return CampaignRecord(
            campaign: campaign, slug: "\(title.lowercased().replacing(" ", with: "-"))-0000000\(index % 10)",
            firstRun: 1,
            summary: summary, links: links)
    }

    private var draft: CampaignRecord {
        CampaignRecord(campaign: Campaign(id: "draft", name: "Not yet", status: .draft), slug: "not-yet-1", firstRun: 1)
    }

    private func counts(of record: CampaignRecord) -> Counts {
        let summary = record.summary ?? Summary()
        func count(_ kind: ReportKind) -> Int { summary.count(of: kind) ?? 0 }
        return Counts(
            participants: count(.sent), sent: count(.sent), opened: count(.opened) + 2, openedReported: count(.opened),
            clicked: count(.clicked), engaged: count(.opened) + 2, bounced: count(.bounced), complained: count(.complained),
            unsubscribed: count(.unsubscribed))
    }

    private func total(_ counts: [CampaignID: Counts]) -> Counts { counts.values.reduce(Counts(), +) }

    /// The newest campaign was not there before; the others had a little less.
    private func previous(_ counts: [CampaignID: Counts]) -> [CampaignID: Counts] {
        var previous = counts
        previous["campaign-\(campaigns - 1)"] = nil
        for (id, count) in previous where id.hasSuffix("1") {
            previous[id]?.opened = count.opened - 7
            previous[id]?.engaged = count.engaged - 7
            previous[id]?.clicked = count.clicked - 2
        }
        return previous
    }

    private func runList(totals: Counts) -> [Run] {
        (1...runs).map { number in
            let start = Timestamp(seconds: now.seconds - Int64(runs - number) * Self.day)
            let isLast = number == runs
            var gained: [ReportKind: Int] = [.opened: 40 + number % 7 * 9, .clicked: 5 + number % 3]
            if number == 1 { gained[.sent] = totals.sent }
            return Run(
                number: RunNumber(number), id: start.runID, startedAt: start,
                endedAt: Timestamp(seconds: start.seconds + 374),
                state: isLast && contradictions > 0 ? .contradicted : number % 9 == 5 ? .interrupted : .proven,
                api: "v2",
                isFull: number % 7 == 1, requests: 120 + number,
                totals: Totals(
                    campaigns: campaigns, counts: totals, people: 900 - (runs - number),
                    engagedPeople: 400 - (runs - number)),
                gained: gained)
        }
    }

    /// One list shrinks and the other one grows.
    private func listSizes(of runs: [Run]) -> [ListSizeReading] {
        runs.flatMap { run in
            [("list-0", 1_400 - 3 * Int(run.number)), ("list-1", 600 + Int(run.number))].map { list, subscribed in
                ListSizeReading(
                    listID: list, run: run.number, at: run.startedAt, pending: 4, subscribed: subscribed,
                    unsubscribed: 90 + 2 * Int(run.number))
            }
        }
    }

    private func gains(of record: CampaignRecord, at index: Int, _ counts: Counts) -> [Gain] {
        let first = RunNumber(max(1, runs - campaigns + index))
        let late = runs > 1 ? counts.engaged / 10 : 0
        var gains = [
            Gain(campaignID: record.id, run: first, kind: .sent, count: counts.sent),
            Gain(campaignID: record.id, run: first, kind: nil, count: counts.engaged - late),
            Gain(campaignID: record.id, run: first, kind: .opened, count: counts.openedReported - late),
            Gain(campaignID: record.id, run: first, kind: .clicked, count: counts.clicked),
            Gain(campaignID: record.id, run: first, kind: .bounced, count: counts.bounced),
            Gain(campaignID: record.id, run: first, kind: .complained, count: counts.complained),
            Gain(campaignID: record.id, run: first, kind: .unsubscribed, count: counts.unsubscribed),
        ]
        if late > 0 {
            let last = min(RunNumber(runs), first + 1)
            gains.append(Gain(campaignID: record.id, run: last, kind: nil, count: late))
            gains.append(Gain(campaignID: record.id, run: last, kind: .opened, count: late))
        }
        return gains
    }

    /// Most open soon, some late.
    private func hours(_ count: Int) -> [Int: Int] {
        var rest = count
        var hours: [Int: Int] = [:]
        for hour in [0, 1, 2, 3, 5, 8, 14, 22, 30, 47, 80, 200] where rest > 0 {
            hours[hour] = hour == 200 ? rest : max(1, rest / 3)
            rest -= hours[hour] ?? 0
        }
        return hours
    }

    private func measured(
        _ records: [CampaignRecord], _ counts: [CampaignID: Counts]
    ) -> [CampaignID: CampaignMeasurement] {
        Dictionary(
            uniqueKeysWithValues: records.map { record in
                let counts = counts[record.id] ?? Counts()
                let opens = hours(counts.openedReported)
                // A click implies an open: those that only a click tells of have its time.
                let opened = opens.merging([0: counts.opened - counts.openedReported], uniquingKeysWith: +)
                let sentAt = record.campaign.sentAt?.seconds ?? 0
                let quarters = opens.sorted { $0.key < $1.key }.map { hour, count in
                    QuarterHour(startsAt: Timestamp(seconds: (sentAt + Int64(hour) * 3_600) / 900 * 900), count: count)
                }
                let measurement = CampaignMeasurement(
                    sentAt: record.campaign.sentAt, counts: counts, opens: HourCurve(opened),
                    clicks: HourCurve(hours(counts.clicked)), unsubscribes: HourCurve([2: counts.unsubscribed]),
                    quarterHours: quarters, mailboxes: mailboxes(counts), automatedOpens: counts.opened / 20)
                return (record.id, measurement)
            })
    }

    private func mailboxes(_ counts: Counts) -> [MailboxMeasurement] {
        [("example.com", 2), ("mail.example.org", 3), ("example.net", 6)].map { domain, part in
            MailboxMeasurement(
                domain: domain,
                counts: Counts(
                    participants: counts.participants / part, sent: counts.sent / part, opened: counts.opened / part,
                    openedReported: counts.openedReported / part, clicked: counts.clicked / part,
                    engaged: counts.engaged / part, bounced: counts.bounced / part),
                openedIn7Days: counts.opened / part, clickedIn7Days: counts.clicked / part)
        }
    }

    /// 900 people, of whom some opened lately, some long ago, most never.
    private func audience(_ records: [CampaignRecord]) -> Audience {
        let measured = records.map { record in
            MeasuredCampaign(
                record, CampaignMeasurer(sentAt: record.campaign.sentAt).measurement, reconciliation: nil,
                isExcluded: excluded.contains(record.id), start: now)
        }
        let counting = records.filter { !excluded.contains($0.id) }
        var audience = Audience(campaigns: measured, end: Timestamp(seconds: now.seconds + 374), in: .utc)
        for index in 0..<(counting.isEmpty ? 0 : 900) {
            let rows = counting.suffix(1 + index % 12).map { record in
                var participant = Participant(contactID: "contact-\(index)", firstReported: FirstReported(.sent, run: 1))
                if everybodyReads || index % 9 < 4, let sentAt = record.campaign.sentAt {
                    participant.firstReported[.opened] = 1
                    participant.occurredAt[.opened] = Timestamp(seconds: sentAt.seconds + Int64(index) * 60)
                }
                return Participation(campaignID: record.id, sentAt: record.campaign.sentAt, participant: participant)
            }
            audience.add(PersonMeasurement(rows, tracked: Set(counting.map(\.id))))
        }
        return audience
    }

    private func people(_ counts: [CampaignID: Counts]) -> PeopleSummary {
        var summary = PeopleSummary(asOf: now)
        summary.add(
            (0..<900).map { index in
                let opened = index % 9 < 4 ? 1 + index % 7 : 0
                return PersonRow(
                    person: "person\(index)@example.com", campaigns: 1 + index % 12, opened: opened,
                    clicked: opened > 5 ? 1 : 0,
                    lastOpenedAt: opened > 0 ? Timestamp(seconds: now.seconds - Int64(index) * Self.day / 3) : nil)
            })
        return summary
    }

    private func reconciliation(_ records: [CampaignRecord], _ counts: [CampaignID: Counts]) -> AccountReconciliation {
        let endedAt = Timestamp(seconds: now.seconds + 300)
        return AccountReconciliation(
            campaigns: records.enumerated().map { index, record in
                let kinds = ReportKind.allCases.map { kind in
                    let expected = record.summary?.count(of: kind) ?? 0
                    let isShort = kind == .opened && index >= records.count - contradictions
                    let stored = (counts[record.id] ?? Counts()).reported(kind) - (isShort ? 12 : 0)
                    let state: KindReconciliation.State =
                        isShort ? .short : index == 0 && kind == .opened ? .retained : .exact
                    return KindReconciliation(
                        kind: kind, state: state, stored: stored, walked: stored, expected: expected...expected,
                        certificate: Certificate(
                            campaignID: record.id, kind: kind, run: RunNumber(runs), pages: stored / 100 + 1,
                            rows: stored,
                            distinct: stored, ending: .complete, expectedBefore: expected, expectedAfter: expected,
                            endedAt: endedAt))
                }
                return CampaignReconciliation(campaignID: record.id, kinds: kinds)
            },
            tripwires: contradictions > 1 ? [Tripwire(message: "A flag is the same for everybody.")] : [])
    }

    package func downloads(of measured: Measurements) -> [DownloadEntry] {
        let hash = String(repeating: "0123456789abcdef", count: 4)
        let figures = FigureFile.allCases.map { file in
            DownloadEntry(
                path: SiteLayout.figures(file), scope: .figures, description: "What \(file.rawValue) holds.", rows: 3,
                bytes: 1_234,
                sha256: hash)
        }
        let workbook = DownloadEntry(
            path: SiteLayout.workbook, scope: .figures, description: "All of them.", rows: 18, bytes: 23_456, sha256: hash)
        let names =
            ["all", "engaged", "opened", "clicked", "all-people", "engaged-people"]
            + RecencyTier.allCases.map { "tier-\($0.rawValue)-people" }
        let account = names.map { name in
            DownloadEntry(
                path: "downloads/\(name).csv", scope: .account, description: "What \(name) holds.", rows: 900, bytes: 81_234,
                sha256: hash)
        }
        let campaigns = measured.campaigns.dropLast().map { record in
            DownloadEntry(
                path: SiteLayout.participants(ofCampaign: record.slug), scope: .campaign,
                description: "Every recipient of “\(record.campaign.title)”.",
                rows: measured.counts[record.id]?.participants ?? 0, bytes: 123_456, sha256: hash)
        }
        let recipients = measured.campaigns.dropLast().suffix(RecipientFile.newestCampaigns).flatMap { record in
            RecipientFile.allCases.map { file in
                DownloadEntry(
                    path: SiteLayout.recipients(file, ofCampaign: record.slug), scope: .campaign,
                    description: "Recipients of “\(record.campaign.title)” \(file.clause).", rows: 12, bytes: 3_456, sha256: hash)
            }
        }
        let segments = measured.lists.flatMap { list in
            SegmentFile.allCases.map { segment in
                DownloadEntry(
                    path: SiteLayout.segment(segment, of: list.id), scope: .segments,
                    description: "Subscribed people of “\(list.title)” \(segment.clause).",
                    rows: list.id == "list-0" || segment == .lapsing ? 12 : 0, bytes: 345, sha256: hash)
            }
        }
        let newly = DownloadEntry(
            path: SiteLayout.changes(.newlyEngaged, ofRun: measured.run.id), scope: .run(measured.run.id),
            description: "Newly engaged.", rows: 12, bytes: 900,
            sha256: hash)
        return [workbook] + figures + account + campaigns + recipients + segments + [newly]
    }
}
