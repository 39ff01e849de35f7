import Engagement
import Metrics
import Templates

/// `audience/index.html`: whether the audience gets healthier, and whom to write to. Counts only; rows are in the CSVs.
struct AudiencePage {
    private let renderer: PageRenderer
    private let page = SitePage.audience
    private var people: PeopleSummary { renderer.account.people }
    private var audience: Audience { renderer.account.figures.audience }

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let now = audience.now
        let growth = ListGrowthBlocks(renderer, on: page)
        return try renderer.render(
            .audience, at: page,
            [
                "reached": .trusted(
                    now.people > 0
                        ? counted(
                            now.people, "person who was sent something in the last 180 days and has not left",
                            "people who were sent something in the last 180 days and have not left") : nil),
                "active": .trusted("\(Format.count(now.active)) (\(Format.percent(now.activeShare)))"),
                "change": .trusted(change),
                "months_chart": .block(ChartBlock.audience(audience)),
                "months": .block(months),
                "subscribers": .trusted(growth.sentence),
                "growth_chart": .block(growth.chart),
                "list_sizes": .block(growth.now),
                "list_months": .block(growth.months),
                "tiers": .block(people.people > 0 ? tiers : nil),
                "segments": .block(segments),
                "segments_warning": .flag(ListSegments.mayBeOutdated(renderer)),
                "loyal": .trusted(audience.loyalPeople > 0 ? counted(audience.loyalPeople, "person", "people") : nil),
                "most_engaged": .block(
                    bins(people.byCampaignsEngaged, "Campaigns opened or clicked", of: people.engaged, "these people")),
                "never_engaged": .block(
                    bins(
                        people.silentByCampaignsReceived, "Campaigns received", of: people.people - people.engaged,
                        "these people")),
                "has_files": .flag(renderer.download(SiteLayout.engagedPeople) != nil),
            ])
    }

    /// Nil while the history is too short to compare.
    private var change: String? {
        guard audience.isThirtyDaysAgoDrawn, audience.thirtyDaysAgo.people > 0 else { return nil }
        let then = audience.thirtyDaysAgo
        let points = audience.now.activeShare.value.flatMap { now in then.activeShare.value.map { Format.points(now - $0) } }
        return "\(Format.change(audience.now.active - then.active)) against 30 days ago"
            + (points.map { "; their share \($0)" } ?? "")
    }

    /// Newest first; nil while the history is too short.
    private var months: Table? {
        guard !audience.months.isEmpty else { return nil }
        return Table(
            caption: "The audience at the end of each month",
            columns: [
                .text("Month"), .number("Active", "90 days"), .number("Lapsing", "91–180 days"), .number("Dormant", "longer ago"),
                .number("Never", "opened or clicked"), .number("People"), .number("Active", "share"),
            ],
            rows: audience.months.reversed().map { point in
                let name = point.month?.title ?? ""
                return [
                    .trusted(point.isUncertain ? "\(name) *" : name, sortKey: String(point.at.seconds)), .count(point.active),
                    .count(point.lapsing), .count(point.dormant), .count(point.never), .count(point.people),
                    .rate(point.activeShare),
                ]
            },
            controls: .sorts)
    }

    /// Everybody, by the last open or click, with what to do.
    private var tiers: Table {
        Table(
            caption: "Everybody by last open or click",
            columns: [
                .text("Last opened or clicked"), .number("People"), .number("Share", "÷ all people"), .text("What to do"),
            ],
            rows: people.byTier.map { tier, rate in
                [.trusted(tier.title), .count(rate.numerator), .rate(rate), .trusted(tier.advice)]
            },
            foot: [[.trusted("All people"), .count(people.people), .empty, .empty]])
    }

    /// How many of each list are in which segment, with the files; nil where no rows may leave the store.
    private var segments: Table? {
        let rows = ListSegments.all(renderer).map { list in
            [.text(list.title)]
                + SegmentFile.allCases.map { segment -> Cell in
                    guard let file = list.file(segment), file.rows > 0 else { return .count(list.file(segment)?.rows) }
                    return .link(Format.count(file.rows), to: page.address(of: file.path), sortKey: String(file.rows))
                }
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            caption: "Subscribed people of each list, as files",
            columns: [.text("List")] + SegmentFile.allCases.map { .number($0.title) }, rows: rows, controls: .sorts)
    }

    private func bins(_ bins: [PeopleSummary.Bin], _ title: String, of whole: Int, _ name: String) -> Table {
        Table(
            caption: title, columns: [.text(title), .number("People"), .number("Share", "÷ \(name)")],
            rows: bins.filter { $0.people > 0 }.map { bin in
                [.trusted(bin.label), .count(bin.people), .rate(Rate(bin.people, of: whole), scale: 1)]
            },
            emptyText: "There are none.")
    }
}

extension RecencyTier {
    /// When a person of this tier last opened or clicked.
    var title: String {
        switch self {
        case .days30: "Active: within 30 days"
        case .days90: "Active: 31 to 90 days ago"
        case .days180: "Lapsing: 91 to 180 days ago"
        case .older: "Dormant: more than 180 days ago (or date unknown)"
        case .never: "Never"
        }
    }

    var advice: String {
        switch self {
        case .days30, .days90: "Go on: they read you."
        case .days180: "Win them back with one email of its own."
        case .older: "Ask once whether they want to stay."
        case .never: "After 6 campaigns or more: ask once, then take out who doesn't answer."
        }
    }
}
