import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// From page to page, as each version links them.
struct WalkingTests {
    @Test func version1_6WalksByTheLinkAndKeepsTheKeyOutOfTheCursor() async throws {
        let transport = StubTransport([
            .json(
                #"""
                {"data": [{"contact": {"id": "a", "email_address": "a@example.com", "fields": {"City": "Łódź"},
                "status": "SUBSCRIBED"}, "occurred_at": "2026-03-01T10:00:00+00:00"}],
                "paging": {"next": "/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100&last=a%2Fb%3D%3D&new=1"}}
                """#),
            .json(#"{"data": [{"contact": {"id": "b", "email_address": null, "fields": null, "deleted": true}}], "paging": []}"#),
        ])
        let source = try Access(key: APIKey("k-1")).source(over: transport)
        let first = try await source.report(.opened, of: "c", after: nil)
        let cursor = try #require(first.next)
        #expect(cursor == "limit=100&last=a%2Fb%3D%3D&new=1")
        let second = try await source.report(.opened, of: "c", after: cursor)

        #expect(first.rows.first?.contact?.fields == ["City": .text("Łódź")])
        #expect(first.rows.first?.occurredAt == Timestamp("2026-03-01T10:00:00Z"))
        #expect(second.rows == [ReportRow(contactID: "b", contact: nil)])
        #expect(second.next == nil)
        #expect(
            transport.requests.map(\.url) == [
                "https://emailoctopus.com/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100",
                "https://emailoctopus.com/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100&last=a%2Fb%3D%3D&new=1",
            ])
    }
}
