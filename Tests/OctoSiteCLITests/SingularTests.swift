import EmailOctopus
import Foundation
import TestSupport
import Testing

/// Sentences with counts, in what is published and in what is printed, for accounts of none, one and two of everything.
@Suite("One is never many", .serialized)
struct SingularTests {
    private static func account(_ count: Int) -> OddAccount {
        var account = OddAccount()
        for number in 1...max(count, 1) { account.addList(number, name: .string("List \(number)")) }
        let contacts = account.addContacts(count)
        for number in 0..<count {
            account.addCampaign(
                number + 1, .string("Letter \(number + 1)"), to: contacts, opened: contacts, clicked: contacts,
                sentAt: "2026-0\(number + 2)-01T10:00:00+00:00",
                links: [OddAccount.link("https://sender.example/", total: .number("\(count)"), unique: .number("\(count)"))])
        }
        return account
    }

    /// A plural after a lone 1, and a verb in the plural right after it.
    private static func plurals(_ text: String) -> [String] {
        let plural =
            #/
            (?:^|[^0-9.,:\/_+−\-])(1\ (?:\w+\ )?(?:
            people|campaigns|emails|reports|rows|opens|clicks|bounces|complaints|recipients|contacts|lists|updates|runs|requests|
            files|days|hours|subscribers|links|months|variants|tombstones|entries|are|were|have|do)\b)
            /#
        return text.matches(of: plural).map { String($0.1) }
    }

    @Test("It finds what it looks for")
    func finds() {
        #expect(Self.plurals("Of 1 person, 1 are active; 1 subscribed contacts.") == ["1 are", "1 subscribed contacts"])
        #expect(Self.plurals("11 campaigns, 1 of 2 opens, 0.1 points, 1 campaign, 2026-11-1 days").isEmpty)
    }

    @Test("No sentence speaks of one as of many", arguments: [0, 1, 2])
    func sentences(count: Int) async throws {
        try await withTemporaryFolder { folder in
            let server = try OddServer(Self.account(count))
            let environment = [
                "EMAILOCTOPUS_API_KEY": "eo_" + String(repeating: "5f", count: 32), "OCTO_SITE_BASE_URL": server.url(.v2),
                "OCTO_SITE_API": "v2", "OCTO_SITE_RATE": "0",
            ]
            var commands = [
                ["sync", "--dry-run"], ["build"], ["build", "--full"], ["runs"], ["verify"], ["doctor"], ["runs", "1"],
                ["compare", "1", "2"], ["rollback", "--dry-run", "2"], ["export", "--output", "all.csv"],
            ]
            if count > 0 { commands += [["explain", "p0@people.example"], ["forget", "--dry-run", "p0@people.example"]] }
            for command in commands {
                let result = try await Program.run(command, in: folder, environment: environment)
                #expect(Self.plurals(result.output + "\n" + result.complaints) == [], "\(command)")
            }
            let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/public")
            let pages = paths.filter { $0.hasSuffix(".md") || $0.hasSuffix(".xml") || $0 == "index.html" }
            #expect(pages.count > 10)
            for page in pages {
                let text = try String(contentsOfFile: "\(folder)/public/\(page)", encoding: .utf8)
                #expect(Self.plurals(text) == [], "\(page)")
            }
        }
    }
}
