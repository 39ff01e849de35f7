import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// All forms of data that the provider documents, or that other clients have met.
struct DecodingTests {
    @Test(arguments: [
        (
            #"{"contact": {"id": "a", "email_address": "a@example.com", "fields": {"City": "Łódź", "kWh": 12}, "tags": [], "status": "SUBSCRIBED", "created_at": "2025-01-01T00:00:00+00:00", "last_updated_at": "2025-02-01T00:00:00+00:00"}, "occurred_at": "2026-03-01T10:00:00+00:00", "type": "HARD"}"#,
            ReportRow(
                contactID: "a",
                contact: ContactDetails(
                    emailAddress: "a@example.com", status: "SUBSCRIBED",
                    fields: ["City": .text("Łódź"), "kWh": .integer(12)],
                    lastUpdatedAt: Timestamp("2025-02-01T00:00:00Z")), occurredAt: Timestamp("2026-03-01T10:00:00Z"))
        ),
        // A row of v2, which has the address only; on the free plan it has no time.
        (
            #"{"contact_id": "a", "contact_email_address": "a@example.com", "occurred_at": "2026-03-01T10:00:00+00:00"}"#,
            ReportRow(
                contactID: "a", contact: ContactDetails(emailAddress: "a@example.com"),
                occurredAt: Timestamp("2026-03-01T10:00:00Z"))
        ),
        (
            #"{"contact_id": "a", "contact_email_address": "a@example.com"}"#,
            ReportRow(contactID: "a", contact: ContactDetails(emailAddress: "a@example.com"))
        ),
        // Contacts deleted at the provider, in every form that shows it.
        (
            #"{"contact": {"id": "a", "email_address": null, "fields": null, "deleted": true}, "occurred_at": null}"#,
            ReportRow(contactID: "a", contact: nil)
        ),
        (
            #"{"contact": {"id": "a", "email_address": "kept@example.com", "deleted": true}}"#,
            ReportRow(contactID: "a", contact: nil)
        ),
        (#"{"contact": {"id": "a"}}"#, ReportRow(contactID: "a", contact: nil)),
        (
            #"{"contact": {"id": "a", "email_address": null, "fields": [], "status": null}}"#,
            ReportRow(contactID: "a", contact: nil)
        ),
        (#"{"contact_id": "a", "contact_email_address": null}"#, ReportRow(contactID: "a", contact: nil)),
        (#"{"contact_id": "a", "contact_email_address": ""}"#, ReportRow(contactID: "a", contact: nil)),
        (#"{"contact_id": "a"}"#, ReportRow(contactID: "a", contact: nil)),
        // PHP's empty object, unknown fields, and a status of null.
        (
            #"{"contact": {"id": "a", "email_address": "a@example.com", "fields": [], "status": null, "deleted": false}}"#,
            ReportRow(contactID: "a", contact: ContactDetails(emailAddress: "a@example.com", fields: [:]))
        ),
        (
            #"{"contact": {"id": "a", "email_address": "a@example.com", "fields": null}}"#,
            ReportRow(contactID: "a", contact: ContactDetails(emailAddress: "a@example.com"))
        ),
        // Version 1.2, and version 1.5 without tags and times.
        (
            #"{"contact": {"id": "a", "email_address": "a@example.com", "first_name": "Ann", "last_name": null, "subscribed": false}}"#,
            ReportRow(
                contactID: "a",
                contact: ContactDetails(
                    emailAddress: "a@example.com", status: "UNSUBSCRIBED", fields: ["FirstName": .text("Ann")]))
        ),
        (
            #"{"contact": {"id": "a", "email_address": "a@example.com", "fields": {"FirstName": null}, "status": "PENDING"}}"#,
            ReportRow(
                contactID: "a",
                contact: ContactDetails(emailAddress: "a@example.com", status: "PENDING", fields: ["FirstName": .null]))
        ),
        // An id as a number, unknown members, a time that can't be read.
        (
            #"{"contact": {"id": 17, "email_address": "a@example.com", "x": {"y": [1]}}, "occurred_at": "yesterday", "event": {}}"#,
            ReportRow(contactID: "17", contact: ContactDetails(emailAddress: "a@example.com"))
        ),
    ])
    func readsReportRows(_ json: String, _ row: ReportRow) async throws {
        for version in APIVersion.allCases {
            #expect(try await source(version, page(json)).source.report(.opened, of: "c", after: nil).rows == [row])
        }
    }

    @Test func keepsFieldValuesAsTheyCome() async throws {
        let fields = #"""
            {"text": "a\u00e9\"", "blank": "", "whole": 7, "negative": -0.5, "large": 36893488147419103232, "yes": true,
            "choices": ["a", "b", 3, null], "none": null, "object": {"a": [1, 2]}, "": "untagged"}
            """#
        let (source, _) = try source(
            .v2, page(#"{"id": "a", "email_address": "a@example.com", "fields": \#(fields), "status": "subscribed"}"#))
        let contact = try #require(
            try await source.contacts(of: "l", status: "subscribed", updatedSince: nil, after: nil).rows.first)
        #expect(
            contact.details?.fields == [
                "text": .text("aé\""), "blank": .text(""), "whole": .integer(7), "negative": .number(-0.5),
                "large": .number(0x1p65), "yes": .boolean(true), "choices": .list(["a", "b", "3", "null"]),
                "none": .null, "object": .text(#"{"a": [1, 2]}"#), "": .text("untagged"),
            ])
    }

    @Test(arguments: [
        (
            #"{"id": "c", "status": "SENT", "name": "Spring", "subject": "Hello", "to": ["l"], "from": {"name": "Ann", "email_address": "ann@example.com"}, "content": {"html": "<p>", "plain_text": ""}, "created_at": "2026-01-01T00:00:00+00:00", "sent_at": "2026-01-02T00:00:00+00:00"}"#,
            Campaign(
                id: "c", name: "Spring", subject: "Hello", status: .sent, listIDs: ["l"], fromName: "Ann",
                fromAddress: "ann@example.com", createdAt: Timestamp("2026-01-01T00:00:00Z"),
                sentAt: Timestamp("2026-01-02T00:00:00Z"))
        ),
        (
            #"{"id": "c", "status": "draft", "name": null, "subject": null, "to": [["l", "m"], "n", {"id": "o"}, null], "from": null, "created_at": null, "sent_at": null}"#,
            Campaign(id: "c", name: nil, status: .draft, listIDs: ["l", "m", "n", "o"])
        ),
        (
            #"{"id": "c", "status": "scheduled", "to": "l"}"#,
            Campaign(id: "c", name: nil, status: "scheduled", listIDs: ["l"])
        ),
        (
            #"{"id": "c", "status": null, "sent_at": "2026-01-02T00:00:00+00:00", "from": "ann@example.com"}"#,
            Campaign(
                id: "c", name: nil, status: .sent, fromAddress: "ann@example.com",
                sentAt: Timestamp("2026-01-02T00:00:00Z"))
        ),
    ])
    func readsCampaigns(_ json: String, _ campaign: Campaign) async throws {
        for version in APIVersion.allCases {
            #expect(try await source(version, page(json)).source.campaigns(after: nil).rows == [campaign])
        }
    }

    static let summary = Summary(
        sent: 10, bouncedHard: 2, bouncedSoft: 1, openedTotal: 9, openedUnique: 5, clickedTotal: 4, clickedUnique: 3,
        complained: 1, unsubscribed: 2)

    @Test(arguments: [
        (
            #"{"id": "c", "sent": 10, "bounced": {"soft": 1, "hard": 2}, "opened": {"total": 9, "unique": 5}, "clicked": {"total": 4, "unique": 3}, "complained": 1, "unsubscribed": 2}"#,
            summary
        ),
        (
            #"{"sent": "10", "bounced": {"soft": "1", "hard": 2.0}, "opened": {"total": "9", "unique": "5"}, "clicked": {"total": 4, "unique": 3}, "complained": {"unique": 1, "total": 1}, "unsubscribed": {"total": 2}}"#,
            summary
        ),
        (
            #"{"data": {"sent": {"unique": 10}, "bounced": 3, "opened": 5, "clicked": 3, "complained": null}}"#,
            Summary(
                sent: 10, bouncedHard: 3, openedTotal: 5, openedUnique: 5, clickedTotal: 3, clickedUnique: 3,
                complained: nil, unsubscribed: nil)
        ),
        (#"{"sent": null, "bounced": null, "opened": {}, "clicked": []}"#, .unknown), ("{}", .unknown), ("[]", .unknown),
        (
            // The number of all opens says nothing about how many contacts opened; hard bounces alone are not all bounces.
            #"{"sent": 10, "bounced": {"hard": 2}, "opened": {"total": 3, "unique": null}, "clicked": {"unique": 1}, "complained": "", "unsubscribed": false}"#,
            Summary(
                sent: 10, bouncedHard: 2, bouncedSoft: nil, openedTotal: 3, openedUnique: nil, clickedTotal: nil,
                clickedUnique: 1,
                complained: nil, unsubscribed: nil)
        ),
    ])
    func readsSummaries(_ json: String, _ summary: Summary) async throws {
        for version in APIVersion.allCases {
            #expect(try await source(version, .json(json)).source.summary(of: "c") == summary)
        }
    }

    @Test func readsLists() async throws {
        let (source, _) = try source(
            .v2,
            page(
                #"{"id": "l", "name": "News", "double_opt_in": false, "fields": [{"tag": "EmailAddress", "type": "text"}, {"tag": "kWh", "type": "number", "label": "kWh", "fallback": null}], "tags": ["x"], "counts": [{"pending": 0, "subscribed": 2, "unsubscribed": 1}]}"#,
                #"{"id": "m", "name": null, "fields": null, "counts": {"pending": 0}}"#))
        #expect(
            try await source.lists(after: nil).rows == [
                ListedList(
                    ContactList(id: "l", name: "News", fieldTags: ["EmailAddress", "kWh"]),
                    contacts: ["pending": 0, "subscribed": 2, "unsubscribed": 1]),
                ListedList(ContactList(id: "m", name: "m"), contacts: ["pending": 0]),
            ])
    }

    /// Each of these could be mistaken for an empty page or a shorter one.
    @Test(
        arguments: APIVersion.allCases,
        [
            "", "<html>Bad gateway</html>", #"{"data": [{"#, #"{"error": {"code": "UNKNOWN", "message": "Try again"}}"#,
        ])
    func aPageThatIsNoneIsAskedForAgain(_ version: APIVersion, _ body: String) async throws {
        let (source, transport) = try source(version, .json(body))
        let error = await #expect(throws: APIError.self) { try await source.report(.opened, of: "c-1", after: nil) }
        #expect(error?.code == .unanswered)
        #expect(error?.request.contains("/campaigns/c-1/reports") == true)
        #expect(error?.request.contains("opened") == true)
        #expect(transport.requests.count == 8)
    }

    /// Whole answers, which would be the same eight times.
    @Test(
        arguments: APIVersion.allCases,
        ["[]", "null", "{}", #"{"paging": []}"#, #"{"data": 7}"#, #"{"data": "rows"}"#, #"{"data": [1,]}"#])
    func aWholeAnswerThatIsNoPageIsAskedForOnceMore(_ version: APIVersion, _ body: String) async throws {
        let (source, transport) = try source(version, .json(body))
        let error = await #expect(throws: APIError.self) { try await source.report(.opened, of: "c-1", after: nil) }
        #expect(error?.code == .unreadable)
        #expect(error?.description.contains("(tried 2 times)") == true)
        #expect(transport.requests.count == 2)
    }

    @Test func aFaultThatPassesIsForgotten() async throws {
        let (source, transport) = try source(
            .v2, HTTPResponse(status: 503, body: Array("<html>".utf8)), .json(#"{"data": [{"contact_id""#),
            page(#"{"contact_id": "a"}"#))
        #expect(try await source.report(.sent, of: "c", after: nil).rows.count == 1)
        #expect(transport.requests.count == 3)
    }
}
