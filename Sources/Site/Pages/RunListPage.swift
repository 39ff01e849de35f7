import Engagement
import Metrics
import Templates

/// `runs/index.html`: the archive.
struct RunListPage {
    private let renderer: PageRenderer

    init(_ renderer: PageRenderer) { self.renderer = renderer }

    func render() throws -> [SiteFile] {
        let runs = renderer.account.runs
        return try renderer.render(
            .runs, at: .runs,
            [
                "runs": .trusted(counted(runs.count, "update")),
                "table": .block(RunTable(runs, times: renderer.times, on: .runs, caption: "All updates, newest first").table),
                "older": .trusted(runs.count > RunTable.limit ? counted(runs.count - RunTable.limit, "older update") : nil),
                "chart": .block(ChartBlock.runs(runs, times: renderer.times)),
            ])
    }
}
