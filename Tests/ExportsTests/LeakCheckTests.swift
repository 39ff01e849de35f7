import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite struct LeakCheckTests {
    private static let people = ["ann@example.com", "o'neil+x_y@mail.example.org", "zoë@example.net", "a%40b@example.com"]

    private func check(_ content: [UInt8], path: String = "page.html", limit: Int = 1_000) async throws {
        try await withTemporaryFolder { folder in
            let location = "\(folder)/file"
            try Data(content).write(to: URL(filePath: location))
            let people = Self.people.map { PersonRow(person: $0, campaigns: 1, opened: 0, clicked: 0) }
            try await LeakCheck(addresses: Samples.batches(people.map(\.person)), limit: limit).check([(path, location)])
        }
    }

    private func expectLeak(_ content: [UInt8], limit: Int = 1_000) async {
        let error = await #expect(throws: ExportError.self) { try await check(content, limit: limit) }
        #expect(error?.code == .leak)
        #expect(error?.message.contains("page.html") == true)
        #expect(error?.message.contains("@") == false)
    }

    @Test(arguments: [
        "ann@example.com", "ANN@Example.COM", "<a href=\"mailto:ann@example.com\">", "x=1&email=ann%40example.com&y",
        "ann&#64;example.com", "ann&#x40;example&#46;com", "ann&commat;example.com", "ann\\@example\\.com",
        "ann\\u0040example.com",
        "_ann@example.com_", "write to ann@example.com.", "\"ann@example.com\"", "'ann@example.com'", "(ann@example.com)",
        "%2561nn%2540example.com", "&amp;commat; ann&amp;#64;example.com", "ann@example.com,Yes", "[ann@example.com]",
        "o'neil+x_y@mail.example.org", "o&#39;neil\\+x\\_y\\@mail\\.example\\.org", "o%27neil%2Bx_y%40mail.example.org",
        "ZOË@example.net", "zo%C3%AB%40example.net", "a%40b@example.com", "a%2540b%40example.com", "@ann@example.com",
        "ann\\x40example.com",
    ])
    func findsAnAddressInEverySpelling(_ text: String) async { await expectLeak(Array("<p>\(text)</p>".utf8)) }

    @Test(arguments: [
        "joann@example.com", "ann@example.org", "ann at example.com", "@media print { }", "ann@", "@example.com",
        "ann@ example.com", "ann@examplexcom", "person_id,beac5748fe881f21", "",
    ])
    func acceptsTextsThatAreNobodysAddress(_ text: String) async throws { try await check(Array("<p>\(text)</p>".utf8)) }

    @Test func findsAnAddressInAPath() async {
        let error = await #expect(throws: ExportError.self) { try await check([], path: "people/ann@example.com.html") }
        #expect(error?.code == .leak)
    }

    @Test(arguments: [-40, -10, -3, 0, 2])
    func findsAnAddressAcrossTwoChunks(offset: Int) async {
        let filler = [UInt8](repeating: UInt8(ascii: " "), count: (1 << 20) + offset)
        await expectLeak(filler + Array("ann%40example.com".utf8) + filler)
    }

    @Test func readsTheAddressesAgainIfThereAreManyCandidates() async throws {
        let noise = (0..<100).map { "nobody\($0)@example.edu\n" }.joined()
        await expectLeak(Array((noise + "ann@example.com").utf8), limit: 10)
        try await check(Array(noise.utf8), limit: 10)
    }

    @Test func filesWithPseudonymsHaveNoAddress() async throws {
        let privacy = Privacy.pseudonyms(Pseudonyms(key: Array("secret".utf8)), publishedFields: ["kWh"])
        try await withTemporaryFolder { folder in
            let exporter = Exporter(Samples.settings(privacy: privacy))
            let plan = DownloadPlan(
                campaigns: Samples.campaigns, run: Run(number: 3, id: "r", startedAt: Samples.start, api: "v2"), previous: 2,
                privacy: privacy)
            let locate = { (path: String) in "\(folder)/\(path.replacing("/", with: "-"))" }
            var files = try await exporter.write(
                plan.participants, from: Samples.batches(Samples.rows), locate: locate)
            files += try await exporter.write(
                plan.people, from: Samples.batches(Samples.people), locate: locate)
            try await LeakCheck(addresses: Samples.batches(Samples.people.map(\.person))).check(
                files.map { ($0.path, locate($0.path)) })
            for file in files {
                let text = try String(contentsOfFile: locate(file.path), encoding: .utf8)
                #expect(!text.contains("contact_id") && !text.contains("Ann") && !text.contains("@"), "\(file.path)")
            }
        }
    }
}
