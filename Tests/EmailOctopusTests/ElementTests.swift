import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// One bad element costs itself, never its page.
struct ElementTests {
    /// The kinds of listings, each with a good element and the ids of what is read.
    enum Listing: String, CaseIterable, Sendable {
        case campaigns, lists, contacts, report, links

        func element(_ number: Int, _ version: APIVersion) -> JSONLiteral {
            let id = JSONLiteral.string("id-\(number)")
            return switch (self, version) {
            case (.links, _): ["url": id, "clicked_total": 1, "clicked_unique": 1]
            case (.report, .v2): ["contact_id": id, "contact_email_address": "a@people.example", "occurred_at": nil]
            case (.report, .v16): ["contact": ["id": id, "email_address": "a@people.example", "fields": ["City": "Łódź"]]]
            case (.contacts, _): ["id": id, "email_address": "a@people.example", "fields": ["City": "Łódź"]]
            case (.campaigns, _): ["id": id, "name": "Spring", "status": "sent", "to": ["l"], "content": ["html": "<p>"]]
            case (.lists, _): ["id": id, "name": "News", "fields": [["tag": "City"]], "counts": ["subscribed": 3]]
            }
        }

        /// What is read of a page: ids, and the places of rows left out.
        func read(_ page: JSONLiteral, _ version: APIVersion) async throws -> (ids: [String], leftOut: [Int], problem: APIError?)
        {
            let (source, transport) = try source(version, .json(page.encoded))
            defer { #expect(transport.requests.count == 1) }
            func parts<Row>(_ page: Page<Row>, _ id: (Row) -> String) -> (ids: [String], leftOut: [Int], problem: APIError?) {
                (page.rows.map(id), page.leftOut.filter(\.isRow).map(\.row), page.problem)
            }
            switch self {
            case .campaigns: return parts(try await source.campaigns(after: nil), \.id)
            case .lists: return parts(try await source.lists(after: nil), \.list.id)
            case .contacts:
                return parts(
                    try await source.contacts(of: "l", status: "subscribed", updatedSince: nil, after: nil), \.id)
            case .report: return parts(try await source.report(.sent, of: "c", after: nil), \.contactID)
            case .links:
                let report = try await source.links(of: "c")
                return (report.links.map(\.url), [], nil)
            }
        }
    }

    @Test(
        "A page of which one element is another keeps all others", arguments: Listing.allCases, APIVersion.allCases)
    func mutated(_ listing: Listing, _ version: APIVersion) async throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<60 {
            let count = random.int(1...12)
            var elements = (0..<count).map { listing.element($0, version) }
            let place = random.int(0...count - 1)
            elements[place] = Self.mutate(elements[place], &random)
            let data: JSONLiteral =
                random.chance(50)
                ? .array(elements)
                : .object(
                    Dictionary(uniqueKeysWithValues: elements.enumerated().map { (Self.key($0.offset), $0.element) }))
            let result = try await listing.read(["data": data, "paging": []], version)
            let others = (0..<count).filter { $0 != place }.map { "id-\($0)" }
            #expect(result.ids.filter { others.contains($0) } == others, "\(data.encoded)")
            #expect(result.ids.count + (listing == .links ? 0 : result.leftOut.count) <= count)
            if listing != .links {
                #expect(result.ids.count + result.leftOut.count == count)
                #expect(result.leftOut.allSatisfy { $0 == place + 1 })
            }
        }
    }

    /// Keys of a PHP array, in an order that is the elements' own.
    private static func key(_ index: Int) -> String { String(100 + index * 3) }

    private static let odd: [JSONLiteral] = [
        nil, true, false, [], [:], "", "?", 0, -1, .number("1e999"), .number("9223372036854775807"),
        .number("99999999999999999999"), ["a": nil], [nil], [[nil]], ["id": nil],
        .string(String(repeating: "x", count: 70_000)), .string("\u{0}"), .raw(#""\ud83d\ude00""#),
    ]

    /// Replaces the element or something in it, takes it away, or adds something.
    private static func mutate(_ value: JSONLiteral, _ random: inout SeededGenerator) -> JSONLiteral {
        guard case .object(var members) = value, !members.isEmpty, random.chance(75) else { return random.pick(odd) }
        let name = random.pick(members.keys.sorted())
        switch random.int(0...4) {
        case 0: members[name] = nil
        case 1: members["odd"] = random.pick(odd)
        case 2: members[name] = members[name].map { .array([$0]) }
        default: members[name] = members[name].map { mutate($0, &random) }
        }
        return .object(members)
    }

    @Test("What is left out is named by its place and why")
    func reasons() async throws {
        let (source, _) = try source(
            .v16,
            page(#"{"contact": {"id": "a"}}"#, #"{"occurred_at": null}"#, "null", "[]", #"{"contact": {"id": ""}}"#))
        let page = try await source.report(.opened, of: "c", after: nil)
        #expect(page.rows.map(\.contactID) == ["a"])
        #expect(
            page.leftOut.map { $0.sentence(page: 3) } == [
                "row 2 of page 3 has no contact id", "row 3 of page 3 is null", "row 4 of page 3 is no object",
                "row 5 of page 3 has no contact id",
            ])
    }

    @Test("F21: A value larger than 64 kB is left out, and its row is kept", arguments: APIVersion.allCases)
    func largeValues(_ version: APIVersion) async throws {
        let (long, longest) = (String(repeating: "x", count: 65_537), String(repeating: "y", count: 65_536))
        let escaped = String(repeating: #"\u00e4"#, count: 20_000)
        let (source, _) = try source(
            version,
            page(
                #"{"id": "a", "email_address": "a@people.example", "fields": {"Bio": "\#(long)", "Note": "\#(longest)", "\#(long)": 1, "Choices": ["\#(longest)", "b"], "Umlauts": "\#(escaped)"}}"#,
                #"{"id": "\#(long)"}"#))
        let page = try await source.contacts(of: "l", status: "subscribed", updatedSince: nil, after: nil)
        #expect(
            page.rows.map(\.details?.fields) == [
                ["Note": .text(longest), "Umlauts": .text(String(repeating: "ä", count: 20_000))]
            ])
        #expect(page.leftOut.filter { !$0.isRow }.map(\.row) == [1, 1, 1, 2])
        #expect(page.leftOut.compactMap(\.member).contains("Bio"))
        #expect(page.leftOut.filter(\.isRow).map(\.row) == [2])
    }

    @Test("F22: More rows than were asked for are no page; links may be as many as they are")
    func tooManyRows() async throws {
        let rows = (0...100).map { #"{"contact_id": "\#($0)"}"# }.joined(separator: ",")
        let (source, transport) = try source(.v2, .json(#"{"data": [\#(rows)]}"#))
        let error = await #expect(throws: APIError.self) { try await source.report(.sent, of: "c", after: nil) }
        #expect(error?.code == .unreadable)
        #expect(transport.requests.count == 2)
        let links = (0..<150).map { #"{"url": "https://shop.example/\#($0)", "clicked_total": 1}"# }.joined(separator: ",")
        let (other, _) = try EmailOctopusTests.source(.v2, .json(#"{"data": [\#(links)]}"#))
        #expect(try await other.links(of: "c").links.count == 150)
    }
}
