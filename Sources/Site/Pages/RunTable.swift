import Engagement
import Metrics

/// Runs with what each was the first to find, newest first.
struct RunTable {
    /// At most so many are listed. All of them are in `data/runs.json`, and each has its page.
    static let limit = 400

    let table: Table

    /// - Parameter page: the page that the table is on.
    init(_ runs: some BidirectionalCollection<Run>, times: TimeText, on page: SitePage, caption: String) {
        table = Table(
            caption: caption,
            columns: [
                .text("Update"), .text("State"), .text("Took"), .number("Requests"),
                .number("Emails sent"),
                .number("Opened or clicked"), .number("Opened", "new"), .number("Clicked", "new"),
                .number("Bounced", "new"), .number("Complained", "new"), .number("Unsubscribed", "new"),
            ],
            rows: runs.reversed().prefix(Self.limit).map { run in
                let time = run.endedAt ?? run.startedAt
                let (name, key) = (times.dateAndTime(time), String(time.seconds))
                return [
                    run.hasPage ? .link(name, to: page.address(of: run.page), sortKey: key) : .trusted(name, sortKey: key),
                    .badge(Badge(run.state)), Self.took(run),
                    .count(run.requests), .count(run.totals?.counts.participants), .count(run.totals?.counts.engaged),
                ] + ReportKind.engagement.map { .change(run.gained[$0] ?? 0) }
            },
            controls: .sorts, emptyText: "There has been no update yet.")
    }

    private static func took(_ run: Run) -> Cell {
        guard let end = run.endedAt, let text = TimeText.duration(from: run.startedAt, to: end) else {
            return .trusted("–", sortKey: "-1")
        }
        return Cell(markdown: text, sortKey: String(end.seconds - run.startedAt.seconds)) {
            $0.element("span", ["class": "short"], text: text)
        }
    }
}
