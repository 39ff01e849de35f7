import EmailOctopus
import Engagement
import TestSupport
import Testing

/// Times as providers write them, and what they write where they know none.
struct TimeTests {
    @Test(
        "A time is read in every form", arguments: APIVersion.allCases,
        [
            "2026-11-23T02:00:00+00:00", "2026-11-23 02:00:00 +0000", "2026-11-23T03:30:00 +01:30", "2026-11-23 02:00:00 Z",
            "2026-11-23T02:00:00.5 +00", "1795399200", .number("1795399200"), .number("1795399200.9"), .number("1795399200000"),
            "1795399200123",
        ] as [JSONLiteral])
    func reads(_ version: APIVersion, _ time: JSONLiteral) async throws {
        #expect(try await sentAt(time, version) == Timestamp("2026-11-23T02:00:00Z"))
    }

    @Test("A day alone is its midnight")
    func day() async throws {
        #expect(try await sentAt("2026-11-23", .v2) == Timestamp("2026-11-23T00:00:00Z"))
        #expect(try await sentAt("2000-01-01", .v2) == Timestamp("2000-01-01T00:00:00Z"))
    }

    @Test(
        "Times before 2000, and what is no time, are unknown", arguments: APIVersion.allCases,
        [
            "1999-12-31T23:59:59Z", "1999-12-31", "1970-01-01T00:00:00+00:00", "0001-01-01", "0000-00-00 00:00:00", 0, "0", -1,
            .number("946684799"), .number("1e15"), .number("1e999"), .number("-1e999"), "nan", "", " ", "soon", "2026-11-31",
            "2026-11-23 ", nil, true, [], [:],
        ] as [JSONLiteral])
    func isUnknown(_ version: APIVersion, _ time: JSONLiteral) async throws {
        #expect(try await sentAt(time, version) == nil)
    }

    /// Read as the time of a campaign; rows and contacts read theirs in the same way.
    private func sentAt(_ time: JSONLiteral, _ version: APIVersion) async throws -> Timestamp? {
        let campaign: JSONLiteral = ["id": "c", "status": "sent", "sent_at": time]
        let (campaigns, _) = try source(version, page(campaign.encoded))
        let sentAt = try await campaigns.campaigns(after: nil).rows.first?.sentAt
        let row: JSONLiteral = ["contact_id": "a", "contact": ["id": "a", "last_updated_at": time], "occurred_at": time]
        let (reports, _) = try source(version, page(row.encoded))
        let occurredAt = try await reports.report(.opened, of: "c", after: nil).rows.first?.occurredAt
        #expect(occurredAt == sentAt)
        return sentAt
    }
}
