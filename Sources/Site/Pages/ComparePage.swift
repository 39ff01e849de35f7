import Engagement
import Metrics
import Templates

/// `compare/index.html`: campaigns at equal age; and any two updates, chosen in the browser; without scripts, each update beside the one
/// before.
struct ComparePage {
    private let renderer: PageRenderer
    private let page = SitePage.compare

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let runs = renderer.account.runs.filter { $0.hasPage && $0.totals != nil }
        return try renderer.render(
            .compare, at: page,
            [
                "campaign_picker": .block(renderer.account.campaigns.count > 1 ? CampaignPicker() : nil),
                "newest": .block(newest),
                "picker": .block(runs.count > 1 ? RunPicker(runs: runs.suffix(RunTable.limit), times: renderer.times) : nil),
                "steps": .block(steps(runs)),
                "opens": .block(equalAge(.open)),
                "clicks": .block(equalAge(.click)),
            ])
    }

    /// The newest campaign that is an hour old beside its list, its series and what is usual: all that can be had without scripts.
    private var newest: Table? {
        renderer.account.campaigns.reversed().lazy.filter { !$0.isExcluded && !$0.measured.isBeingSent }
            .compactMap { CampaignTables($0, renderer, on: page).comparison }.first
    }

    private func steps(_ runs: [Run]) -> Table {
        Table(
            caption: "Each update and the one before",
            columns: [.text("Update"), .text("Against"), .number("Campaigns")] + Tables.changeColumns + [
                .number("People")
            ],
            rows: zip(runs.dropFirst(), runs).reversed().prefix(RunTable.limit).compactMap { run, previous in
                guard let now = run.totals, let then = previous.totals else { return nil }
                return [
                    link(run),
                    link(previous),
                    .change(now.campaigns - then.campaigns),
                ] + Tables.changes(now.counts - then.counts) + [.change(now.people - then.people)]
            },
            controls: .sorts, emptyText: "There is only one update yet; the next one can be compared with it.")
    }

    private func link(_ run: Run) -> Cell {
        let time = run.endedAt ?? run.startedAt
        return .link(renderer.times.dateAndTime(time), to: page.address(of: run.page), sortKey: String(time.seconds))
    }

    /// The newest campaigns at fixed ages.
    private func equalAge(_ response: ResponseKind) -> Table? {
        let campaigns = renderer.account.campaigns.filter { campaign in
            !campaign.isExcluded && campaign.measured.age.map { $0.hours >= 24 } ?? false
                && campaign.measured.rate(response, atAge: 24) != nil
        }.suffix(20).reversed()
        guard !campaigns.isEmpty else { return nil }
        let name = response == .open ? "Opened" : "Clicked"
        return Table(
            caption: "\(name), at equal age",
            columns: [.text("Campaign"), .text("Sent")]
                + EqualAge.days.map { .number("\(name) in \(Format.age(hours: $0 * 24))", "÷ delivered") },
            rows: campaigns.map { campaign in
                [
                    .link(campaign.title, to: page.address(of: .campaign(slug: campaign.slug))),
                    .date(campaign.sentAt, renderer.times),
                ]
                    + EqualAge.days.map { day in
                        let isOldEnough = campaign.measured.age.map { $0.hours >= day * 24 } ?? false
                        return isOldEnough ? .rate(campaign.measured.rate(response, atAge: day * 24), reason: nil) : .empty
                    }
            },
            controls: .sorts)
    }
}
