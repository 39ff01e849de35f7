import Engagement
import Foundation
import TestSupport
import Testing

@testable import Imports

@Suite("The old scripts' files")
struct LegacyFileTests {
    static let header = LegacyLayout.columns.joined(separator: ",")

    /// A row of plain cells; `columns` says which differ from blank.
    static func row(_ columns: [String: String] = [:]) -> String {
        let usual = ["campaign_name": "June", "campaign_sent_at": "2025-06-01", "email": "a@example.com", "status": "SUBSCRIBED"]
        let flags = Dictionary(uniqueKeysWithValues: ReportKind.engagement.map { ($0.rawValue, "No") })
        let cells = usual.merging(flags) { $1 }.merging(columns) { $1 }
        return LegacyLayout.columns.map { cells[$0] ?? "" }.joined(separator: ",")
    }

    private func rows(_ text: String, name: String = "campaign_c-1_June.csv") async throws -> [LegacyRow] {
        try await withTemporaryFolder { folder in
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            return try LegacyFile(path: "\(folder)/\(name)").rows()
        }
    }

    @Test("the header is exactly theirs")
    func layout() {
        #expect(
            Self.header == "campaign_name,campaign_sent_at,email,first_name,last_name,city,zip,kwh,cell,address,annual_cost,"
                + "annual_savings,monthly_cost,monthly_saving,daily_cost,opened,clicked,bounced,complained,unsubscribed,status")
    }

    @Test("A file's name may have line breaks, as a campaign's name may", arguments: ["\n", "\r\n", "\u{2028}"])
    func namesWithLineBreaks(lineBreak: String) async throws {
        let name = "campaign_c-7_Renters,\(lineBreak)_more\(lineBreak)second.csv"
        #expect(try LegacyFile.campaign(in: "folder/\(name)") == "c-7")
        #expect(try await rows("\(Self.header)\n\(Self.row())\n", name: name).count == 1)
    }

    @Test("Blank rows are no rows, and blanks around an address are not part of it")
    func blanks() async throws {
        let blank = ["", "   ", String(repeating: ",", count: 20), String(repeating: " ,", count: 7), "\u{A0}\t"]
        let cells = ["email": " \u{A0}Ann@Example.com\u{200B} ", "opened": " Yes ", "campaign_sent_at": "2025-06-01 "]
        let lines = [Self.header, Self.row(cells)] + blank + [Self.row(["email": " "])] + blank
        let found = try await rows(lines.joined(separator: "\r\n") + "\r\n")
        #expect(found.map(\.emailAddress) == ["Ann@Example.com", nil])
        #expect(found.first?.reports == [.sent, .opened])
        #expect(found.first?.sentAt == Timestamp("2025-06-01T00:00:00Z"))
    }

    @Test("A day before 2000 is none")
    func earlyDays() async throws {
        let found = try await rows("\(Self.header)\n\(Self.row(["campaign_sent_at": "1970-01-01"]))")
        #expect(found.count == 1 && found.first?.sentAt == nil)
    }

    @Test("a row has an address, a day, fields and flags")
    func values() async throws {
        let line = Self.row(["email": "Ann@Example.com", "first_name": "Ann", "kwh": "900", "opened": "Yes", "bounced": "yes"])
        let row = try #require(try await rows("\(Self.header)\r\n\(line)\r\n").first)
        #expect(row.campaignName == "June")
        #expect(row.sentAt == Timestamp("2025-06-01T00:00:00Z"))
        #expect(row.emailAddress == "Ann@Example.com" && row.status == "SUBSCRIBED")
        #expect(row.fields == ["FirstName": .text("Ann"), "kWh": .text("900")])
        #expect(row.reports == [.sent, .opened, .bounced])
    }

    @Test("an open beside a click is no evidence of an open")
    func impliedOpens() async throws {
        let lines = [["clicked": "Yes", "opened": "Yes"], ["clicked": "Yes"], ["opened": "Yes"]].map(Self.row)
        let reports = try await rows(([Self.header] + lines).joined(separator: "\n")).map(\.reports)
        #expect(reports == [[.sent, .clicked], [.sent, .clicked], [.sent, .opened]])
    }

    @Test("byte-order mark, line ends, quotes and line breaks inside quotes", arguments: ["\r\n", "\n"], ["", "\u{FEFF}"])
    func dialects(end: String, mark: String) async throws {
        let name = "\"The \"\"big\"\" one,\r\nin two\nlines\""
        let lines = [
            Self.row(["campaign_name": name, "city": "\"\""]), Self.row(["campaign_name": name, "city": "Æbeltoft"]), "",
        ]
        let found = try await rows(mark + ([Self.header] + lines).joined(separator: end) + end)
        #expect(found.map(\.campaignName) == Array(repeating: "The \"big\" one,\r\nin two\nlines", count: 2))
        #expect(found.map { $0.fields["City"] } == [nil, .text("Æbeltoft")])
    }

    @Test("the guard against formulas is removed, any other apostrophe is kept")
    func guards() async throws {
        let cells = ["'=1+1": "=1+1", "'+49 170": "+49 170", "'-x": "-x", "'@me": "@me", "'t Hooft": "'t Hooft", "'": "'"]
        for (cell, text) in cells {
            #expect(try await rows("\(Self.header)\n\(Self.row(["last_name": cell]))").first?.fields["LastName"] == .text(text))
        }
    }

    @Test(
        "what can't be read is named with file and line",
        arguments: [
            ("", 1, "there are 0 columns"),
            ("a,b\n", 1, "column 1 is “a” where the old scripts wrote “campaign_name”"),
            (header.replacing("email,", with: ""), 1, "column 3 is “first_name” where the old scripts wrote “email”"),
            (header + ",more\n", 1, "there are 22 columns"),
            ("\(header)\n\(row())\nonly,three,cells\n", 3, "there are 3 cells"),
            ("\(header)\n\(row(["city": "\"two\nlines\""]))\n\(row(["opened": "maybe"]))", 4, "opened is “maybe”"),
            ("\(header)\n\(row(["campaign_sent_at": "2025-02-30"]))", 2, "campaign_sent_at is “2025-02-30”"),
            ("\(header)\n\(row(["campaign_sent_at": "1.6.2025"]))", 2, "campaign_sent_at is “1.6.2025”"),
            ("\(header)\n\(row())\n\(row(["campaign_name": "May"]))", 3, "another campaign (“May”)"),
            (
                "\(header)\n\(row())\n\(row(["campaign_sent_at": "2025-06-02"]))", 3,
                "campaign_sent_at is “2025-06-02” in this row, and “2025-06-01” in the first"
            ),
            ("\(header)\n\(row())\n\(row(["campaign_sent_at": ""]))", 3, "campaign_sent_at is blank in this row"),
            (header.replacing(",", with: ";") + "\n", 1, "separated by semicolons"),
            (header.replacing(",", with: "\t") + "\n", 1, "separated by tabs"),
            ("\(header)\n\(row(["city": "\"never closed"]))", 2, "a quote that opens here is never closed"),
            ("\(header)\n\(row(["city": "a\"b"]))", 2, "a quote is inside a cell"),
            ("\(header)\n\(row(["city": "\"a\"b"]))", 2, "between a closing quote and the next comma"),
        ] as [(String, Int, String)])
    func mistakes(text: String, line: Int, words: String) async throws {
        let error = await #expect(throws: ImportError.self) { _ = try await rows(text) }
        #expect(error?.line == line)
        #expect(error?.description.contains("campaign_c-1_June.csv:\(line): ") == true)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("bytes that are not UTF-8 are an error")
    func encoding() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/campaign_x.csv"
            var bytes = Array("\(Self.header)\n\(Self.row(["city": "Stra?e"]))".utf8)
            bytes[try #require(bytes.firstIndex(of: UInt8(ascii: "?")))] = 0xDF
            try Data(bytes).write(to: URL(filePath: path))
            let error = #expect(throws: ImportError.self) { _ = try LegacyFile(path: path) }
            #expect(error?.line == 2 && error?.message.contains("UTF-8") == true)
        }
    }

    @Test("the file's name has the campaign's id")
    func names() throws {
        let id = "3c365eab-14d3-11f1-ab7f-1fbbdc05ae02"
        for name in ["campaign_\(id)_March_news.csv", "campaign_\(id)_.csv", "campaign_\(id).csv", "Campaign_\(id)_a_b.CSV"] {
            #expect(try LegacyFile.campaign(in: "some/folder/\(name)") == id)
        }
        for name in ["campaigns.csv", "campaign_.csv", "\(id).csv", "campaign_\(id)_x.txt", "x_campaign_\(id).csv"] {
            let error = #expect(throws: ImportError.self) { _ = try LegacyFile(path: "folder/\(name)") }
            #expect(error?.description.hasPrefix("folder/\(name): ") == true)
        }
        let missing = #expect(throws: ImportError.self) { _ = try LegacyFile(path: "/nowhere/campaign_x.csv") }
        #expect(missing?.description.hasPrefix("/nowhere/campaign_x.csv: ") == true)
    }
}
