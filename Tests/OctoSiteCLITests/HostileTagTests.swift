import EmailOctopus
import Foundation
import TestSupport
import Testing

/// Custom fields whose tags are nothing like a name.
@Suite("Hostile tags")
struct HostileTagTests {
    private static let tags = ["a\0b", "\0", "=cmd", "\tindented", "with,comma", "\"quoted\"", "@at", "FirstName"]
    private static let key = "eo_" + String(repeating: "5f", count: 32)

    @Test("F2: every file names the same columns, the data package, too, and no value of theirs is lost")
    func columns() async throws {
        var account = OddAccount()
        account.addList(tags: Self.tags)
        let people = (1...4).map { number in
            account.addContact(
                number,
                fields: .object(
                    Dictionary(
                        uniqueKeysWithValues: Self.tags.enumerated().map { ($1, .string("value \($0) of \(number)")) })))
        }
        account.addCampaign(1, "Spring", to: people, opened: [people[0]])
        let server = try OddServer(account)
        try await withTemporaryFolder { folder in
            let environment = [
                "EMAILOCTOPUS_API_KEY": Self.key, "OCTO_SITE_BASE_URL": server.url(.v2), "OCTO_SITE_RATE": "0",
            ]
            let built = try await Program.run(["build"], in: folder, environment: environment)
            try #require(built.status == 0, "\(built.complaints)")
            let rows = try CSVReader.rows(of: Array(Data(contentsOf: URL(filePath: "\(folder)/public/downloads/all.csv"))))
            let head = try #require(rows.first)
            #expect(rows.count == 5 && Set(head).count == head.count && !head.contains(""))
            #expect(!head.contains { $0.contains("\0") })
            let package = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(folder)/public/datapackage.json")))
                    as? [String: Any])
            let resources = try #require(package["resources"] as? [[String: Any]])
            let all = try #require(resources.first { $0["path"] as? String == "downloads/all.csv" })
            let fields = try #require((all["schema"] as? [String: Any])?["fields"] as? [[String: Any]])
            #expect(fields.compactMap { $0["name"] as? String } == head)
            // No value that the other format has is missing.
            let lines = try await Program.run(["export", "--format", "ndjson"], in: folder, environment: environment).output
            for number in 1...4 {
                let row = try #require(rows.first { $0.contains("p\(number)@people.example") })
                for index in Self.tags.indices {
                    let value = "value \(index) of \(number)"
                    #expect(row.contains(value) && lines.contains("\"\(value)\""), "\(value)")
                }
            }
        }
    }
}
