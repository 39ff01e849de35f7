import Engagement
import Metrics
import Templates

/// `data-check/index.html`: every report beside EmailOctopus' total.
struct DataCheckPage {
    private let renderer: PageRenderer
    private let page = SitePage.dataCheck
    private var reconciliation: AccountReconciliation { renderer.account.reconciliation }

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        try renderer.render(
            .dataCheck, at: page,
            [
                "statement": .trusted(statement),
                "contradictions": .block(
                    MismatchNotice.notice(Contradictions(reconciliation, names: renderer.names), root: page.root)),
                "states": .block(StateTable.table(reconciliation.campaigns.flatMap(\.kinds))),
                "reports": .block(reports),
            ])
    }

    private var statement: String {
        let text = renderer.match.text
        return "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    /// A row a campaign, newest first, those that do not match before all others.
    private var reports: Table {
        let checked = renderer.account.campaigns.reversed().compactMap { campaign in
            campaign.reconciliation.map { (campaign, $0) }
        }
        let sorted = checked.filter { $0.1.contradicts } + checked.filter { !$0.1.contradicts }
        return Table(
            caption: "Rows here, of EmailOctopus' total where it differs",
            columns: [.text("Campaign"), .text("Data check")] + ReportKind.allCases.map { .number($0.rawValue) },
            rows: sorted.map { campaign, check in
                [
                    .link(campaign.title, to: page.address(of: .campaign(slug: campaign.slug))),
                    .badge(Badge(check.state, isAccepted: !check.contradicts)),
                ] + ReportKind.allCases.map { kind in cell(check.kinds.first { $0.kind == kind }) }
            },
            controls: [.sorts, .filters], emptyText: "Nothing has been compared yet.")
    }

    private func cell(_ kind: KindReconciliation?) -> Cell {
        guard let kind else { return .missing }
        switch kind.state {
        case .exact: return .count(kind.stored)
        case .notYet, .disabled: return .trusted("–", sortKey: "-1")
        case .moving, .retained, .unproven, .incomplete, .short, .over:
            let total = kind.expected.map { " of \(Format.count($0.upperBound))" } ?? ""
            return .trusted("\(Format.count(kind.stored))\(total)", sortKey: String(kind.stored))
        }
    }
}
