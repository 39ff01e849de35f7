import Engagement
import Metrics

/// `runs/index.html`: the archive.
struct RunListPage {
    private let kit: PageKit

    init(_ kit: PageKit) { self.kit = kit }

    func render() throws -> [Page] {
        let runs = kit.report.runs
        return try kit.render(
            "runs.md", at: .runs,
            [
                "runs": .words(counted(runs.count, "run")),
                "table": .block(RunTable(runs, clock: kit.clock, on: .runs, caption: "All runs, newest first").table),
                "older": .words(runs.count > RunTable.limit ? counted(runs.count - RunTable.limit, "older run") : nil),
                "chart": .block(Pictures.runs(runs, clock: kit.clock)),
            ])
    }
}
