import Engagement
import Metrics
import TestSupport

/// A small account whose figures can be worked out by hand.
enum SampleAccount {
    static let end = time("2026-11-23T12:00:00Z")

    static func time(_ text: String) -> Timestamp {
        guard let time = Timestamp(text) else { fatalError("\(text) is no time") }
        return time
    }

    static func run(_ number: RunNumber, _ start: String, state: Run.State = .proven) -> Run {
        let start = time(start)
        return Run(
            number: number, id: start.runID, startedAt: start,
            endedAt: state == .running ? nil : Timestamp(seconds: start.seconds + 60),
            state: state, api: "v2")
    }

    static func record(
        _ id: CampaignID, sentAt: String?, status: Campaign.Status = .sent, lists: [ListID] = ["list-a"],
        summary: Summary? = nil, links: [LinkClicks]? = nil
    ) -> CampaignRecord {
        CampaignRecord(
            campaign: Campaign(
                id: id, name: "Campaign \(id)", status: status, listIDs: lists, sentAt: sentAt.map(time)),
            slug: "campaign-\(id)", firstRun: 1, summary: summary, links: links)
    }

    /// Three campaigns that count, an excluded test campaign, and a draft; `new` is a day and a half old.
    static var measurements: Measurements {
        var measurements = Measurements(
            run: run(4, "2026-11-23T11:59:00Z"),
            runs: [
                run(1, "2026-11-20T02:00:00Z"), run(2, "2026-11-21T02:00:00Z"),
                run(3, "2026-11-22T02:00:00Z", state: .interrupted), run(4, "2026-11-23T11:59:00Z"),
                run(5, "2026-11-24T02:00:00Z", state: .running),
            ],
            campaigns: [
                record("new", sentAt: "2026-11-22T00:00:00Z", summary: Summary(sent: 400, bouncedHard: 4)),
                record(
                    "old", sentAt: "2026-09-30T23:30:00Z", summary: Summary(sent: 1_000, bouncedHard: 30, bouncedSoft: 10),
                    links: [
                        LinkClicks(url: "https://example.org/a", total: 50, unique: 40),
                        LinkClicks(url: "https://example.org/b", total: 70, unique: 30),
                    ]),
                record("draft", sentAt: nil, status: .draft),
                record("test", sentAt: "2026-10-05T10:00:00Z", summary: Summary(sent: 3, bouncedHard: 3)),
                record(
                    "mid", sentAt: "2026-10-10T10:00:00Z", lists: ["list-b"], summary: Summary(sent: 500, bouncedHard: 5),
                    links: [LinkClicks(url: "https://example.org/b", total: 25, unique: 20)]),
            ],
            lists: [ContactList(id: "list-a", name: "Customers"), ContactList(id: "list-b", name: "Friends")],
            counts: [
                "old": counts(sent: 1_000, opened: 240, clicked: 60, bounced: 40, complained: 1),
                "mid": counts(sent: 500, opened: 99, clicked: 22, bounced: 5, complained: 2),
                "new": counts(sent: 400, opened: 120, clicked: 10, bounced: 4),
                "test": counts(sent: 3, opened: 3, clicked: 3),
            ],
            people: PeopleCounts(people: 900, engaged: 300), peopleSummary: PeopleSummary(asOf: end))
        measurements.previousCounts = [
            "old": counts(sent: 1_000, opened: 230, clicked: 60, bounced: 40, complained: 1),
            "mid": counts(sent: 500, opened: 99, clicked: 22, bounced: 5, complained: 2),
            "test": counts(sent: 3, opened: 1),
        ]
        measurements.previousPeople = PeopleCounts(people: 800, engaged: 250)
        measurements.campaignMeasurements = Self.measurements(measurements.campaigns, measurements.counts)
        measurements.excluded = ["test"]
        return measurements
    }

    static func counts(sent: Int, opened: Int, clicked: Int = 0, bounced: Int = 0, complained: Int = 0) -> Counts {
        Counts(
            participants: sent, sent: sent, opened: opened, openedReported: opened, clicked: clicked, engaged: opened,
            bounced: bounced, complained: complained)
    }

    /// Counts without times, as they are where only sums matter.
    static func measurements(
        _ records: [CampaignRecord], _ counts: [CampaignID: Counts]
    ) -> [CampaignID: CampaignMeasurement] {
        Dictionary(
            uniqueKeysWithValues: records.map { record in
                (record.id, measurement(sentAt: record.campaign.sentAt, counts[record.id] ?? Counts()))
            })
    }

    static func measurement(sentAt: Timestamp?, _ counts: Counts, quarterHours: [QuarterHour] = []) -> CampaignMeasurement {
        CampaignMeasurement(
            sentAt: sentAt, counts: counts, opens: HourCurve(), clicks: HourCurve(), unsubscribes: HourCurve(),
            quarterHours: quarterHours, mailboxes: [], automatedOpens: 0)
    }

    /// The opens and clicks by hours since sending.
    static var hours: [HourCount] {
        func opened(_ id: CampaignID, _ pairs: [(Int, Int)]) -> [HourCount] {
            pairs.map { HourCount(campaignID: id, kind: .opened, hour: $0, count: $1) }
        }
        func clicked(_ id: CampaignID, _ pairs: [(Int, Int)]) -> [HourCount] {
            pairs.map { HourCount(campaignID: id, kind: .clicked, hour: $0, count: $1) }
        }
        return opened("old", [(0, 80), (-1, 2), (5, 60), (23, 18), (24, 30), (100, 40), (900, 10)])
            + clicked("old", [(0, 20), (23, 10), (300, 30)]) + opened("mid", [(1, 50), (30, 49)])
            + clicked("mid", [(2, 22)]) + opened("new", [(0, 60), (20, 60)]) + clicked("new", [(0, 10)])
            + opened("test", [(0, 3)]) + clicked("test", [(0, 3)])
    }
}
