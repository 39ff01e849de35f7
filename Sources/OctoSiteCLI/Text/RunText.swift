import Basics
import Engagement
import Metrics
import Workflows

/// What `runs` and `runs show` print.
enum RunText {
    static func table(of runs: [Run]) -> String {
        let rows = runs.map { run in
            [
                String(run.number), run.id, Format.state(run.state), run.api, extent(run), Format.count(run.requests),
                duration(run),
                total(of: run, \.participants), total(of: run, \.engaged),
            ]
        }
        let head = ["No", "Run", "State", "API", "Read", "Requests", "Took", "Emails sent", "Opened or clicked"]
        return TextTable(head: head, rows: rows, rightAligned: [0, 5, 6, 7, 8]).text
    }

    /// A dash for a run that did not come to its totals.
    private static func total(of run: Run, _ count: KeyPath<Counts, Int>) -> String {
        run.totals.map { Format.count($0.counts[keyPath: count]) } ?? "–"
    }

    static func text(_ details: RunDetails) -> String {
        let run = details.run
        let gained = ReportKind.allCases.map { "\(Format.count(run.gained[$0] ?? 0)) \($0.rawValue)" }
        var lines = [
            "Run \(run.number) (\(run.id)): \(Format.state(run.state))",
            "Began \(run.startedAt), took \(duration(run)), \(origin(run))",
            "First reported: \(gained.joined(separator: ", "))",
        ]
        if let totals = run.totals { lines.append(VerifyText.totals(totals.counts)) }
        let rows = details.certificates.map { cells(of: $0, title: details.titles[$0.campaignID]) }
        if !rows.isEmpty {
            let head = ["Campaign", "Report", "Ending", "Pages", "Rows", "Distinct", "Before", "After"]
            lines += ["", TextTable(head: head, rows: rows, rightAligned: [3, 4, 5, 6, 7]).text]
        }
        lines += details.reconciliation.map { VerifyText.contradictions($0) + $0.warnings } ?? []
        return lines.joined(separator: "\n")
    }

    private static func cells(of certificate: Certificate, title: String?) -> [String] {
        let numbers = [certificate.pages, certificate.rows, certificate.distinct].map(Format.count)
        let expected = [certificate.expectedBefore, certificate.expectedAfter].map { $0.map(Format.count) ?? "–" }
        let name = ProgressBar.clipped(title ?? certificate.campaignID, to: 40)
        return [name, certificate.kind.rawValue, certificate.ending.rawValue] + numbers + expected
    }

    private static func origin(_ run: Run) -> String {
        run.api == Run.imported
            ? "read from the old scripts' files" : "\(counted(run.requests, "request")), API \(run.api)"
    }

    private static func extent(_ run: Run) -> String {
        if run.api == Run.imported { return "files" }
        return run.isFull ? "everything" : "changes"
    }

    private static func duration(_ run: Run) -> String {
        run.endedAt.map { DurationText.text(seconds: Double($0.seconds - run.startedAt.seconds)) } ?? "–"
    }
}
