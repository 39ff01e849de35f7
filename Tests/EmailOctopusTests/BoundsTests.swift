import CurlTransport
import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// Numbers, ids and links from outside, as far as they are believed.
struct BoundsTests {
    private static let numbers: [JSONLiteral] = [
        0, 1, 99, .number("2147483648"), .number("2147483649"), .number("9223372036854775807"), .number("9223372036854775808"),
        .number("-9223372036854775808"), .number("-1"), .number("1e10"), .number("1e999"), .number("-1e999"), .number("0.5"),
        .number("10.0"), "12", "-12", "9223372036854775807", "1e999", "nan", "", "1,234", nil, true, false, [], [:],
        ["unique": 4, "total": .number("4e18")], ["total": .number("-4")],
    ]

    @Test("F13: No count crashes: it is believed up to 2³¹, or the answer can't be read", arguments: 0..<20)
    func anyCount(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<30 {
            func count() -> JSONLiteral { random.pick(Self.numbers) }
            let summary: JSONLiteral = [
                "sent": count(), "bounced": random.chance(80) ? ["hard": count(), "soft": count()] : count(),
                "opened": random.chance(80) ? ["total": count(), "unique": count()] : count(),
                "clicked": random.chance(80) ? ["total": count(), "unique": count()] : count(), "complained": count(),
                "unsubscribed": count(),
            ]
            let (source, transport) = try source(random.pick(APIVersion.allCases), .json(summary.encoded))
            do {
                let read = try await source.summary(of: "c")
                for kind in ReportKind.allCases { #expect((0...1 << 32).contains(read.count(of: kind) ?? 0)) }
            } catch let error as APIError {
                #expect(error.code == .unreadable)
                #expect(transport.requests.count == 2)
            }
            let links: JSONLiteral = [
                "data": [["url": "https://shop.example/", "clicked_total": count(), "clicked_unique": count()]]
            ]
            let report = try await EmailOctopusTests.source(.v2, .json(links.encoded)).source.links(of: "c")
            #expect((0...1 << 31).contains(report.total))
        }
    }

    @Test("UUIDs are one id in both cases, and the provider is asked in its own spelling", arguments: APIVersion.allCases)
    func idsOfBothCases(_ version: APIVersion) async throws {
        let (upper, lower) = ("0000ABCD-0000-11F0-8000-00000000DDDD", "0000abcd-0000-11f0-8000-00000000dddd")
        let row = #"{"contact_id": "\#(upper)", "contact": {"id": "\#(upper)"}}"#
        let (source, transport) = try source(
            version, page(#"{"id": "\#(upper)", "to": ["\#(upper)"]}"#), page(row), page(#"{"id": "\#(upper)"}"#))
        let campaign = try #require(try await source.campaigns(after: nil).rows.first)
        #expect(campaign.id == lower)
        #expect(campaign.listIDs == [lower])
        #expect(try await source.report(.sent, of: lower, after: nil).rows.map(\.contactID) == [lower])
        #expect(transport.requests.last?.url.contains("/campaigns/\(upper)/") == true)
        #expect(
            try await source.contacts(of: lower, status: "subscribed", updatedSince: nil, after: nil).rows.map(\.id) == [lower])
        // What is no UUID has no second case.
        for id in ["ABC", "0000ABCD-0000-11F0-8000-00000000DDDG", "0000ABCD00000-11F0-8000-00000000DDDD"] {
            let (other, _) = try EmailOctopusTests.source(version, page(#"{"id": "\#(id)"}"#))
            #expect(try await other.campaigns(after: nil).rows.map(\.id) == [id])
        }
    }

    @Test("F11: A cursor that is or holds the key is none", arguments: APIVersion.allCases)
    func keyInCursor(_ version: APIVersion) async throws {
        for cursor in ["s/cret+key", "s%2Fcret%2Bkey", "a%20s%2fcret%2bkey", "xs/cret+keyx"] {
            let next =
                version == .v2 ? #"{"url": "/x?starting_after=\#(cursor)"}"# : #""/x?api_key=s%2Fcret%2Bkey&last=\#(cursor)""#
            let (source, _) = try source(
                version, .json(#"{"data": [{"contact_id": "a"}], "paging": {"next": \#(next)}}"#), key: "s/cret+key")
            let page = try await source.report(.sent, of: "c", after: nil)
            #expect(page.rows.map(\.contactID) == ["a"])
            #expect(page.next == nil)
            #expect(page.problem?.code == .unreadable)
        }
    }

    @Test("F22: A page of a hundred campaigns with 150 kB of HTML each is read", arguments: APIVersion.allCases)
    func campaignsWithTheirMails(_ version: APIVersion) async throws {
        let html = String(repeating: #"<p class=\"x\">Save energy</p>\n"#, count: 150_000 / 32)
        let rows = (0..<100).map { number in
            #"{"content": {"html": "\#(html)"}, "id": "c\#(number)", "name": "Mail \#(number)", "status": "sent"}"#
        }
        let server = try RawServer { _ in [.response(#"{"data": [\#(rows.joined(separator: ","))], "paging": []}"#)] }
        let access = Access(key: try APIKey("secret-key"), version: version, baseURL: server.url, rateLimit: .unlimited)
        // Without the mails there is room enough.
        let source = try access.source(over: CurlTransport(userAgent: "octo-site/test"))
        let page = try await source.campaigns(after: nil)
        #expect(page.rows.map(\.id) == (0..<100).map { "c\($0)" })
        #expect(page.leftOut.isEmpty)
    }

    @Test("F22: A report's page beyond 4 MiB is refused at once")
    func largePage() async throws {
        let server = try RawServer { _ in [.response(#"{"data": [], "x": "\#(String(repeating: "x", count: 5 << 20))"}"#)] }
        let access = Access(key: try APIKey("secret-key"), version: .v2, baseURL: server.url, rateLimit: .unlimited)
        let source = try access.source(over: CurlTransport(userAgent: "octo-site/test"))
        let error = await #expect(throws: APIError.self) { try await source.report(.sent, of: "c", after: nil) }
        #expect(error?.code == .failed)
        #expect(server.heads.count == 1)
        #expect(try await source.lists(after: nil).rows.isEmpty)
    }

    @Test("A refusal with a status of success is a refusal")
    func disguisedRefusal() async throws {
        let (source, transport) = try source(.v16, .json(#"{"error": {"code": "CAMPAIGN_FEATURE_DISABLED", "message": "Off."}}"#))
        let error = await #expect(throws: APIError.self) { try await source.report(.opened, of: "c", after: nil) }
        #expect(error?.code == .featureDisabled)
        #expect(transport.requests.count == 1)
    }
}
