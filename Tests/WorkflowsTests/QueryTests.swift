import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// What `docs/queries.md` answers, answered by sqlite3, DuckDB and pandas: each must run, and all three must say the same.
@Suite("Ready queries", .serialized)
struct QueryTests {
    private static let harness = """
        import datetime, glob, json, math, os, re, sqlite3, sys
        import duckdb, pandas as pd
        document, store, site = open(sys.argv[1]).read(), sys.argv[2], sys.argv[3]
        os.chdir(site)
        base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)

        def plain(value):
            if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
                return None
            if isinstance(value, str):
                return re.sub(r"^'(?=[-=+@])", "", value)
            if isinstance(value, bool):
                return value
            return round(float(value), 4)

        def rows(found):
            return [[plain(v) for v in row] for row in found]

        report = []
        for title, section in re.findall(r"^## (.+?)$(.+?)(?=^## |\\Z)", document, re.M | re.S):
            blocks = dict(re.findall(r"^```(?:sql|python) (\\w+)\\n(.+?)^```$", section, re.M | re.S))
            names = {"glob": glob, "json": json, "pd": pd}
            exec(blocks["pandas"], names)
            answers = {
                "sqlite3": rows(base.execute(blocks["sqlite3"])),
                "duckdb": rows(duckdb.sql(blocks["duckdb"].rstrip().rstrip(";")).fetchall()),
                "pandas": rows(names["result"].astype(object).values.tolist()),
            }
            report.append({"title": title, "rows": len(answers["sqlite3"]),
                           "differing": [e for e, a in answers.items() if a != answers["sqlite3"]],
                           "sample": str({e: a[:2] for e, a in answers.items()})})
        print(json.dumps(report))
        """

    private struct Answer: Decodable {
        var title: String
        var rows: Int
        var differing: [String]
        var sample: String
    }

    @Test("Each of the ten questions has the same answer in sqlite3, DuckDB and pandas")
    func queries() async throws {
        try await withWorld { world in
            try await world.build()
            for _ in 0...1 {
                world.server.advance(days: 1)
                try await world.build()
            }
            let document = Program.packageRoot.appending(path: "docs/queries.md").path
            let answers = try Python.value(
                [Answer].self, of: Self.harness, [document, "\(world.folder)/octo-site.sqlite", world.site])
            #expect(answers.count == 10)
            for answer in answers {
                #expect(answer.differing.isEmpty, "\(answer.title): \(answer.sample)")
                #expect(answer.rows > 0, "\(answer.title)")
            }
        }
    }
}
