import Engagement
import Metrics
import Templates

/// `methodology/index.html`: every definition with its source.
struct MethodologyPage {
    private let renderer: PageRenderer
    private let page = SitePage.methodology

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let excluded = renderer.account.campaigns.filter(\.isExcluded)
        return try renderer.render(
            .methodology, at: page,
            [
                "rates": .block(rates),
                "states": .block(states),
                "alarm_lines": .block(lines),
                "automated_seconds": .trusted(String(AutomatedOpens.seconds)),
                "excluded": .list(
                    excluded.map {
                        ["title": .text($0.title), "address": .markup(page.address(of: .campaign(slug: $0.slug)))]
                    }),
                "has_excluded": .flag(!excluded.isEmpty),
            ])
    }

    private var rates: Table {
        Table(
            caption: "Rates", columns: [.text("Rate"), .text("Counted"), .text("Divided by")],
            rows: RateKind.allCases.map { [.trusted($0.title), .trusted($0.numeratorName), .trusted(base($0.base))] })
    }

    private func base(_ base: RateKind.Base) -> String {
        switch base {
        case .sent: "sent"
        case .delivered: "delivered: sent − bounced"
        case .opened: "opened"
        }
    }

    private var states: Table {
        Table(
            caption: "Results of the data check", columns: [.text("Result"), .text("Meaning"), .text("Needs attention")],
            rows: KindReconciliation.State.allCases.map {
                [.badge(Badge($0)), .trusted($0.explanation), .trusted($0.contradicts ? "yes" : "no")]
            })
    }

    private var lines: Table {
        Table(
            caption: "Alert thresholds",
            columns: [.text("Rate"), .text("Formula"), .number("Warning"), .number("Alert"), .text("Source")],
            rows: AlarmLine.all.map { line in
                [
                    .trusted(line.title), .trusted(line.formula), .trusted(Format.percent(line.warning)),
                    .trusted(Format.percent(line.critical)),
                    source(line),
                ]
            })
    }

    private func source(_ line: AlarmLine) -> Cell {
        let (text, address) = (Cell.text(line.source), Cell.address(line.url))
        return Cell(markdown: "\(text.markdown) \(address.markdown)") { html in
            html.html(text.html)
            html.text(" ")
            html.html(address.html)
        }
    }
}
