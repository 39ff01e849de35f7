import Engagement
import Metrics
import Templates

/// `compare/index.html`: any two runs, chosen in the browser; without scripts, each run beside the one before.
struct ComparePage {
    private let renderer: PageRenderer
    private let page = SitePage.compare

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let runs = renderer.account.runs.filter { $0.hasPage && $0.totals != nil }
        return try renderer.render(
            .compare, at: page,
            [
                "picker": .block(runs.count > 1 ? RunPicker(runs: runs.suffix(RunTable.limit), times: renderer.times) : nil),
                "steps": .block(steps(runs)),
                "opens": .block(equalAge("Opened", \.open, \.openAgainstOthers)),
                "clicks": .block(equalAge("Clicked", \.click, \.clickAgainstOthers)),
            ])
    }

    private func steps(_ runs: [Run]) -> Table {
        Table(
            caption: "Each run and the one before",
            columns: [.text("Run"), .text("Against"), .number("Campaigns")] + Tables.changeColumns + [
                .number("People")
            ],
            rows: zip(runs.dropFirst(), runs).reversed().prefix(RunTable.limit).compactMap { run, previous in
                guard let now = run.totals, let then = previous.totals else { return nil }
                return [
                    .link("Run \(Format.count(Int(run.number)))", to: page.address(of: run.page)),
                    .link("run \(Format.count(Int(previous.number)))", to: page.address(of: previous.page)),
                    .change(now.campaigns - then.campaigns),
                ] + Tables.changes(now.counts - then.counts) + [.change(now.people - then.people)]
            },
            controls: .sorts, emptyText: "There is only one run yet; the next one can be compared with it.")
    }

    private func equalAge(
        _ name: String, _ rate: KeyPath<EqualAge, Rate>, _ difference: KeyPath<EqualAge, RateDifference?>
    ) -> Table? {
        let campaigns = renderer.account.campaigns.filter { !$0.equalAge.isEmpty && !$0.isExcluded }.suffix(20).reversed()
        guard !campaigns.isEmpty else { return nil }
        return Table(
            caption: "\(name), at equal age",
            columns: [.text("Campaign"), .text("Sent")]
                + EqualAge.days.map {
                    .number("\(name) by \(Format.age(hours: $0 * 24))", "÷ delivered")
                },
            rows: campaigns.map { campaign in
                [
                    .link(campaign.title, to: page.address(of: .campaign(slug: campaign.slug))),
                    .date(campaign.sentAt, renderer.times),
                ]
                    + EqualAge.days.map { day in
                        campaign.equalAge.first { $0.day == day }.map {
                            .rate($0[keyPath: rate], against: $0[keyPath: difference])
                        }
                            ?? .empty
                    }
            },
            controls: .sorts)
    }
}

extension Cell {
    /// A rate, marked where it differs from others by more than noise.
    fileprivate static func rate(_ rate: Rate, against difference: RateDifference?) -> Cell {
        let cell = Cell.rate(rate)
        guard let verdict = difference?.verdict, verdict != .noise else { return cell }
        let (sign, word, tone) =
            verdict == .higher ? ("▲", "higher than others", "good") : ("▼", "lower than others", "bad")
        return Cell(markdown: "\(cell.markdown) \(sign)", sortKey: cell.sortKey) { html in
            html.html(cell.html)
            html.text(" ")
            html.element("span", ["class": "verdict \(tone)", "title": word]) { html in
                html.text(sign)
                html.element("span", ["class": "quiet"], text: " \(word)")
            }
        }
    }
}
