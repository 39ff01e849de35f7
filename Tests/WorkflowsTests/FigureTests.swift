import Engagement
import Foundation
import Publishing
import TestSupport
import Testing

@testable import Workflows

/// The tables of figures and their workbook, beside what the pages' own data says.
@Suite("Figures to download", .serialized)
struct FigureTests {
    private static let files = FigureFile.allCases.map { "downloads/\($0.rawValue).csv" }

    /// What openpyxl finds in a workbook: by sheet, rows of values as JSON; dates as ISO texts.
    private static let sheets = """
        import json, sys, openpyxl, datetime
        def plain(value):
            if isinstance(value, datetime.datetime):
                return value.isoformat() + "Z"
            return value
        book = openpyxl.load_workbook(sys.argv[1])
        print(json.dumps({s.title: [[plain(v) for v in row] for row in s.iter_rows(values_only=True)] for s in book}))
        """

    /// Compares the sheet of campaigns with `data/campaigns.json`, value by value, and prints how many values it compared.
    private static let comparison = """
        import json, sys, openpyxl, datetime
        book = openpyxl.load_workbook(sys.argv[1])
        campaigns = json.load(open(sys.argv[2]))
        rows = list(book["campaigns"].iter_rows())
        heads = [cell.value for cell in rows[0]]
        assert len(rows) - 1 == len(campaigns) > 0, (len(rows), len(campaigns))
        compared = 0
        for cells, campaign in zip(rows[1:], campaigns):
            row = dict(zip(heads, cells))
            verdict = lambda r, m: campaign["verdict"][r][m]
            expected = {
                "campaign_id": campaign["id"], "campaign_name": campaign["name"], "subject": campaign["subject"],
                "status": campaign["status"], "age_hours": campaign["age_hours"],
                "mature": {True: "Yes", False: "No", None: None}[campaign["is_mature"]],
                "excluded": "Yes" if campaign["excluded"] else "No",
                "campaign_sent_at": campaign["sent_at"] and datetime.datetime.strptime(campaign["sent_at"], "%Y-%m-%dT%H:%M:%SZ"),
                "list": " + ".join(l["name"] for l in campaign["lists"]),
                "page": "campaigns/" + campaign["slug"] + "/",
                "data_check": campaign["reconciliation"]["state"], "hard_bounce_rate": campaign["hard_bounce_rate"]["value"],
                "hard_bounces": campaign["summary"]["bounced"]["hard"], "soft_bounces": campaign["summary"]["bounced"]["soft"],
                "opens_total": campaign["summary"]["opened"]["total"], "clicks_total": campaign["summary"]["clicked"]["total"],
                **{c: campaign["counts"][c] for c in ("participants", "sent", "delivered", "opened", "clicked", "engaged",
                                                      "bounced", "complained", "unsubscribed")},
                **{k + "_rate" + s: campaign["rates"][k][m] for k in ("open", "click", "unsubscribe", "complaint", "bounce")
                   for s, m in (("", "value"), ("_low", "low"), ("_high", "high"))},
                "click_to_open_rate": campaign["rates"]["click_to_open"]["value"],
                **{f"{r}_{c}": verdict(r, m) for r in ("open", "click") for c, m in (
                    ("verdict", "state"), ("rate_at_age", "value"), ("usual_low", "usual_low"), ("usual_high", "usual_high"),
                    ("usual_median", "median"), ("peers", "peers"))},
            }
            for name, value in expected.items():
                found = row[name].value
                # A cell holds 16 significant digits.
                same = abs(found - value) <= 1e-15 if isinstance(value, float) and isinstance(found, float) else found == value
                assert same, (campaign["id"], name, found, value)
                compared += 1
            assert row["open_rate"].number_format == "0.00%" and row["sent"].number_format == "#,##0"
            assert row["campaign_sent_at"].is_date and row["campaign_id"].data_type == "s"
        print(compared)
        """

    @Test("The workbook says of each campaign what data/campaigns.json says", arguments: PrivacyLevel.allCases)
    func workbook(privacy: PrivacyLevel) async throws {
        try await withWorld { world in
            var world = world
            world.privacy = privacy
            try await world.build()
            let arguments = ["\(world.site)/\(SiteLayout.workbook)", "\(world.site)/\(SiteLayout.campaigns)"]
            #expect(try Python.value(Int.self, of: Self.comparison, arguments) > 200)
            let csvs = try world.inodes("public").keys.filter { $0.hasSuffix(".csv") }
            #expect(Self.files.allSatisfy(csvs.contains))
            if privacy == .aggregates { #expect(Set(csvs) == Set(Self.files)) }
            let page = try String(contentsOf: URL(filePath: "\(world.site)/downloads/index.md"), encoding: .utf8)
            #expect(page.contains("octo-site.xlsx") && Self.files.allSatisfy { page.contains($0.dropFirst(10)) })
            #expect(page.contains("switched off") == (privacy == .aggregates))
        }
    }

    @Test("Each sheet says what its CSV says, cell by cell")
    func sheets() async throws {
        try await withWorld { world in
            try await world.build()
            let data = try Python.run(Self.sheets, ["\(world.site)/\(SiteLayout.workbook)"])
            let book = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[Any]]])
            #expect(Set(book.keys) == Set(FigureFile.allCases.map(\.rawValue) + ["columns"]))
            for file in FigureFile.allCases {
                let bytes = try #require(FileManager.default.contents(atPath: "\(world.site)/\(SiteLayout.figures(file))"))
                let rows = try CSVReader.rows(of: [UInt8](bytes))
                let sheet = try #require(book[file.rawValue])
                #expect(rows.count == sheet.count, "\(file)")
                for (cells, values) in zip(rows, sheet) {
                    for (cell, value) in zip(cells, values) { #expect(isSame(cell, value), "\(file): \(cell) and \(value)") }
                }
                // What each column means is on the last sheet.
                let described = try #require(book["columns"]).filter { $0[0] as? String == file.rawValue }
                #expect(described.map { $0[1] as? String } == rows[0])
                #expect(described.allSatisfy { ($0[2] as? String)?.isEmpty == false })
            }
            #expect(try world.rows("public/downloads/links.csv")?.isEmpty == false)
            #expect(try world.rows("public/downloads/lists.csv")?.isEmpty == false)
            #expect(try world.rows("public/downloads/months.csv")?.isEmpty == false)
            #expect(try world.rows("public/downloads/mailbox-providers.csv")?.isEmpty == false)
        }
    }

    private func isSame(_ cell: String, _ value: Any) -> Bool {
        switch value {
        case let text as String: text == cell || text == "\(cell)-01T00:00:00Z" || text == cell.replacing("'", with: "")
        case let number as NSNumber: Double(cell).map { abs($0 - number.doubleValue) <= 1e-15 * max(1, abs($0)) } ?? false
        default: value is NSNull && cell.isEmpty
        }
    }

    @Test("The same store gives the same bytes; sums of campaigns are those of their months and lists")
    func bytes() async throws {
        try await withWorld { world in
            try await world.build()
            let paths = Self.files + [SiteLayout.workbook]
            let first = try paths.map { try Data(contentsOf: URL(filePath: "\(world.site)/\($0)")) }
            var twin = world
            twin.output = "twin"
            try await twin.render()
            #expect(try paths.map { try Data(contentsOf: URL(filePath: "\(twin.site)/\($0)")) } == first)
            let campaigns = try table("campaigns", world)
            for name in ["months", "lists"] {
                let groups = try table(name, world)
                for column in ["participants", "sent", "delivered", "opened", "clicked", "bounced", "unsubscribed"] {
                    let sum = { (rows: [[String: String]]) in rows.compactMap { $0[column].flatMap { Int($0) } }.reduce(0, +) }
                    #expect(sum(groups) == sum(campaigns) && sum(campaigns) > 0, "\(name): \(column)")
                }
            }
        }
    }

    /// The rows of a table, each by the names of its columns.
    private func table(_ name: String, _ world: World) throws -> [[String: String]] {
        let bytes = try #require(FileManager.default.contents(atPath: "\(world.site)/downloads/\(name).csv"))
        let rows = try CSVReader.rows(of: [UInt8](bytes))
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }
}
