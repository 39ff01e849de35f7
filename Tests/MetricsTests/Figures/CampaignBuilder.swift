import Engagement

@testable import Metrics

/// Campaigns for tests, described by what the figures depend on.
struct CampaignBuilder {
    var id: CampaignID
    var name: String?
    var lists: [ListID] = ["list-a"]
    var sentAt: Timestamp?
    var status: Campaign.Status = .sent
    var delivered = 1_000
    var bounced = 0
    /// How many opened (clicked, unsubscribed) in each hour since sending.
    var opens: [Int: Int] = [:]
    var clicks: [Int: Int] = [:]
    var unsubscribes: [Int: Int] = [:]
    var untimedOpens = 0
    var untimedClicks = 0
    var untimedUnsubscribes = 0
    var complained = 0
    var automatedOpens = 0
    var mailboxes: [MailboxMeasurement] = []
    var isExcluded = false
    var summary: Summary?
    var links: [LinkClicks]?
    /// States of reports that are not exact.
    var states: [ReportKind: KindReconciliation.State] = [:]
    var refused: Set<ReportKind> = []
    var isCompared = true

    /// The start of the run in all these tests.
    static let start = SampleAccount.time("2026-11-02T06:00:00Z")

    init(_ id: CampaignID, hoursAgo: Double) {
        self.id = id
        sentAt = Timestamp(seconds: Self.start.seconds - Int64(hoursAgo * 3_600))
    }

    var measurement: CampaignMeasurement {
        let opened = opens.values.reduce(untimedOpens, +)
        let clicked = clicks.values.reduce(untimedClicks, +)
        let counts = Counts(
            participants: delivered + bounced, sent: delivered + bounced, opened: opened, openedReported: opened,
            clicked: clicked, engaged: opened, bounced: bounced, complained: complained,
            unsubscribed: unsubscribes.values.reduce(untimedUnsubscribes, +))
        return CampaignMeasurement(
            sentAt: sentAt, counts: counts, opens: HourCurve(opens), clicks: HourCurve(clicks),
            unsubscribes: HourCurve(unsubscribes), quarterHours: [], mailboxes: mailboxes,
            automatedOpens: automatedOpens)
    }

    private var reconciliation: CampaignReconciliation {
        let counts = measurement.counts
        return CampaignReconciliation(
            campaignID: id,
            kinds: ReportKind.allCases.map { kind in
                let state = states[kind] ?? (refused.contains(kind) ? .notYet : .exact)
                let stored = counts.reported(kind)
                let expected = state == .short ? stored + 40 : state == .over ? stored - 1 : stored
                return KindReconciliation(
                    kind: kind, state: state, stored: stored, walked: stored, expected: expected...expected,
                    certificate: Certificate(
                        campaignID: id, kind: kind, run: 1, ending: refused.contains(kind) ? .disabled : .complete,
                        endedAt: Self.start))
            })
    }

    var campaign: MeasuredCampaign {
        MeasuredCampaign(
            CampaignRecord(
                campaign: Campaign(id: id, name: name ?? "Campaign \(id)", status: status, listIDs: lists, sentAt: sentAt),
                slug: id, firstRun: 1, summary: summary, links: links),
            measurement, reconciliation: isCompared ? reconciliation : nil, isExcluded: isExcluded, start: Self.start)
    }

    /// The same, changed.
    func with(_ change: (inout CampaignBuilder) -> Void) -> CampaignBuilder {
        var copy = self
        change(&copy)
        return copy
    }

    /// So many mature campaigns, the newest 10 days old and one a day before it; `opens` of the first hour by place.
    static func history(
        _ count: Int, delivered: Int = 1_000, lists: [ListID] = ["list-a"], opens: (Int) -> Int,
        clicks: (Int) -> Int = { _ in 10 }
    ) -> [CampaignBuilder] {
        (0..<count).map { place in
            var builder = CampaignBuilder("h\(place)", hoursAgo: Double(10 + place) * 24)
            builder.delivered = delivered
            builder.lists = lists
            builder.opens = [0: opens(place)]
            builder.clicks = [0: clicks(place)]
            return builder
        }
    }
}

extension [CampaignBuilder] {
    var campaigns: [MeasuredCampaign] { map(\.campaign) }
}
