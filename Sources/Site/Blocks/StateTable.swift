import Engagement
import Metrics

/// How many reports are in which state, and what the state means.
enum StateTable {
    /// Nil where there are no reports.
    static func table(_ reports: [KindReconciliation]) -> Table? {
        guard !reports.isEmpty else { return nil }
        let states = KindReconciliation.State.allCases.filter { state in reports.contains { $0.state == state } }
        return Table(
            caption: "Reports by state",
            columns: [.text("Data check")] + ReportKind.allCases.map { .number($0.rawValue) } + [.text("Meaning")],
            rows: states.map { state in
                [.badge(Badge(state))]
                    + ReportKind.allCases.map { kind in
                        .tally(reports.count { $0.kind == kind && $0.state == state })
                    } + [.trusted(state.explanation)]
            })
    }
}
