import Engagement
import Metrics

/// `methodology/index.html`: every definition with its source.
struct MethodologyPage {
    private let kit: PageKit
    private let page = SitePage.methodology

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let excluded = kit.report.campaigns.filter(\.isExcluded)
        return try kit.render(
            "methodology.md", at: page,
            [
                "rates": .block(rates),
                "states": .block(states),
                "alarm_lines": .block(lines),
                "quick_seconds": .words(String(kit.report.quickOpens.seconds)),
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
            rows: RateKind.allCases.map { [.words($0.title), .words($0.numeratorName), .words(base($0.base))] })
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
            caption: "States of reconciliation", columns: [.text("State"), .text("Meaning"), .text("Contradicts")],
            rows: KindReconciliation.State.allCases.map {
                [.badge(Badge($0)), .words($0.explanation), .words($0.contradicts ? "yes" : "no")]
            })
    }

    private var lines: Table {
        Table(
            caption: "Alarm lines",
            columns: [.text("Rate"), .text("Formula"), .number("Warning"), .number("Alarm"), .text("Source")],
            rows: AlarmLine.all.map { line in
                [
                    .words(line.title), .words(line.formula), .words(Format.percent(line.warning)),
                    .words(Format.percent(line.critical)),
                    Cell(
                        html: Cell.text(line.source).html + " " + Cell.address(line.url).html,
                        markdown: Cell.text(line.source).markdown + " " + Cell.address(line.url).markdown),
                ]
            })
    }
}
