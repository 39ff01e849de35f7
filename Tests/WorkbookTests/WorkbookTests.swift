import Basics
import Engagement
import Foundation
import TestSupport
import Testing
import Workbook

/// What openpyxl, an independent reader, finds in a workbook.
@Suite("Workbook")
struct WorkbookTests {
    private struct Cell: Decodable, Equatable {
        var value: String?
        var type: String
        var format: String
    }

    private struct Page: Decodable {
        var name: String
        var cells: [[Cell]]
        var frozen: String?
        var filter: String?
        var widths: [Double]
        var links: Int
    }

    private static let reader = """
        import json, sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        print(json.dumps([{
            "name": sheet.title, "frozen": sheet.freeze_panes, "filter": sheet.auto_filter.ref,
            "widths": [sheet.column_dimensions[openpyxl.utils.get_column_letter(n)].width for n in range(1, sheet.max_column + 1)],
            "links": len(sheet._hyperlinks),
            "cells": [[{"value": None if c.value is None else str(c.value), "type": c.data_type, "format": c.number_format}
                       for c in row] for row in sheet.iter_rows()]} for sheet in book]))
        """

    private func pages(of sheets: [WorkbookSheet]) async throws -> [Page] {
        try await withTemporaryFolder { folder in
            try Workbook.write(sheets, title: "Example “account”", to: "\(folder)/book.xlsx")
            return try Python.value([Page].self, of: Self.reader, ["\(folder)/book.xlsx"])
        }
    }

    private func sheet(_ cells: [WorkbookCell]) -> WorkbookSheet {
        WorkbookSheet(name: "one", heads: ["a"], rows: cells.map { [$0] })
    }

    @Test("Numbers, shares, times and months are such, with a format that shows them")
    func values() async throws {
        let time = try #require(Timestamp("2026-11-02T13:42:30Z"))
        let cells: [WorkbookCell] = [
            .count(1_234), .share(0.118), .time(time), .month(CivilDate(year: 2026, month: 11, day: 1)), .empty,
            .time(Timestamp(seconds: -2_500_000_000)),
        ]
        let page = try #require(try await pages(of: [sheet(cells)]).first)
        #expect(
            Array(page.cells.dropFirst().joined()) == [
                Cell(value: "1234", type: "n", format: "#,##0"), Cell(value: "0.118", type: "n", format: "0.00%"),
                Cell(value: "2026-11-02 13:42:30", type: "d", format: "yyyy-mm-dd hh:mm"),
                Cell(value: "2026-11-01 00:00:00", type: "d", format: "yyyy-mm"), Cell(value: nil, type: "n", format: "General"),
                Cell(value: "1890-10-11T19:33:20Z", type: "s", format: "General"),
            ])
    }

    @Test(
        "A text stays the text it is: no formula, no link, no number without its zeros",
        arguments: [
            "=1+2", "+49 170 1234567", "02117", "https://example.com/?a=1", "mailto:a@example.com", "TRUE", "1e5", "a\nb", " x ",
            "<b>&amp;</b>", "😀 אנה", "_x0041_", "{=1}",
        ])
    func texts(_ text: String) async throws {
        let page = try #require(try await pages(of: [sheet([.text(text), .text("")])]).first)
        #expect(page.cells[1][0] == Cell(value: text, type: "s", format: "General"))
        #expect(page.links == 0)
    }

    @Test("What XML can't hold shows as a mark, and a text too long for a cell ends with one")
    func impossible() async throws {
        let long = String(repeating: "x", count: 40_000)
        let page = try #require(try await pages(of: [sheet([.text("a\u{0}b\u{FFFE}c"), .text(long)])]).first)
        #expect(page.cells[1][0].value == "a\u{FFFD}b\u{FFFD}c")
        #expect(page.cells[2][0].value == String(repeating: "x", count: 32_766) + "…")
    }

    @Test("Heads stay in view, rows can be filtered, columns are as wide as what they hold")
    func layout() async throws {
        let sheets = [
            WorkbookSheet(
                name: "wide", heads: ["name", "sent"], rows: [[.text(String(repeating: "m", count: 30)), .count(1)]]),
            WorkbookSheet(name: "empty", heads: ["name"], rows: []),
        ]
        let pages = try await pages(of: sheets)
        #expect(pages.map(\.name) == ["wide", "empty"])
        #expect(pages.map(\.frozen) == ["A2", "A2"])
        #expect(pages.map(\.filter) == ["A1:B2", "A1"])
        #expect((31...32).contains(pages[0].widths[0]) && (8...9).contains(pages[0].widths[1]))
    }

    @Test("The same sheets give the same bytes, whenever they are written")
    func bytes() async throws {
        try await withTemporaryFolder { folder in
            let sheets = [sheet([.text("a"), .count(1)])]
            for name in ["one", "two"] {
                try Workbook.write(sheets, title: "Example", to: "\(folder)/\(name)")
                // The times of a ZIP are of two seconds.
                if name == "one" { try await Task.sleep(for: .seconds(2.1)) }
            }
            #expect(FileManager.default.contentsEqual(atPath: "\(folder)/one", andPath: "\(folder)/two"))
        }
    }

    @Test("A file that can't be written is an error that names it")
    func failure() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: WorkbookError.self) {
                try Workbook.write([sheet([.count(1)])], title: "", to: "\(folder)/none/book.xlsx")
            }
            #expect(error?.description.contains("none/book.xlsx") == true)
            let many = WorkbookSheet(name: "many", heads: [], rows: Array(repeating: [], count: 1_048_576))
            let tooMany = #expect(throws: WorkbookError.self) {
                try Workbook.write([many], title: "", to: "\(folder)/book.xlsx")
            }
            #expect(tooMany?.description.contains("1,048,576 rows") == true)
        }
    }
}
