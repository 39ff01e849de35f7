import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// The links from page to page of each version.
struct WalkingTests {
    @Test func version1_6FollowsTheLinkAndKeepsTheKeyOutOfTheCursor() async throws {
        let link = "/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100&last=a%2Fb%3D%3D&new=1"
        let (source, transport) = try source(
            .v16, .json(#"{"data": [], "paging": {"next": "\#(link)"}}"#), .json(#"{"data": [], "paging": []}"#),
            key: "k-1")
        let cursor = try #require(try await source.report(.opened, of: "c", after: nil).next)
        #expect(cursor == "limit=100&last=a%2Fb%3D%3D&new=1")
        #expect(try await source.report(.opened, of: "c", after: cursor).next == nil)
        #expect(
            transport.requests.map(\.url) == [
                "https://emailoctopus.com/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100",
                "https://emailoctopus.com/api/1.6/campaigns/c/reports/opened?api_key=k-1&limit=100&last=a%2Fb%3D%3D&new=1",
            ])
        #expect(transport.requests.allSatisfy { $0.headers["Authorization"] == nil })
    }

    @Test func version2FollowsTheLinkWithTheKeyInItsHeader() async throws {
        let link = "https://api.emailoctopus.com/campaigns/c/reports?status=opened&starting_after=WyJ4Il0&limit=100"
        let (source, transport) = try source(
            .v2,
            .json(
                #"{"status": "opened", "data": [], "paging": {"next": {"url": "\#(link)", "starting_after": "WyJ4Il0"}}}"#
            ),
            page())
        let cursor = try #require(try await source.report(.opened, of: "c", after: nil).next)
        #expect(cursor == "status=opened&starting_after=WyJ4Il0&limit=100")
        _ = try await source.report(.opened, of: "c", after: cursor)
        #expect(
            transport.requests.map(\.url) == [
                "https://api.emailoctopus.com/campaigns/c/reports?status=opened&limit=100", link,
            ])
        #expect(transport.requests.allSatisfy { $0.headers["Authorization"] == "Bearer secret-key" })
    }

    @Test func version2WithoutALinkGoesOnByTheCursor() async throws {
        let (source, transport) = try source(
            .v2, .json(#"{"data": [], "paging": {"next": {"starting_after": "a+b/c="}}}"#), page())
        let cursor = try #require(
            try await source.contacts(of: "l", status: "SUBSCRIBED", updatedSince: nil, after: nil).next)
        _ = try await source.contacts(of: "l", status: "SUBSCRIBED", updatedSince: nil, after: cursor)
        #expect(
            transport.requests.last?.url
                == "https://api.emailoctopus.com/lists/l/contacts?status=subscribed&limit=100&starting_after=a%2Bb%2Fc%3D"
        )
    }

    @Test(
        arguments: APIVersion.allCases,
        [
            #"{"data": []}"#, #"{"data": [], "paging": null}"#, #"{"data": [], "paging": []}"#,
            #"{"data": [], "paging": {}}"#,
            #"{"data": [], "paging": {"next": null}}"#, #"{"data": [], "paging": {"next": {}}}"#,
            #"{"data": [], "paging": {"next": []}}"#,
            #"{"data": [], "paging": {"next": ""}}"#,
            #"{"data": [], "paging": {"previous": "/x?page=1", "next": null}}"#,
            #"{"data": [], "paging": {"next": {"url": null, "starting_after": null}}}"#,
            #"{"data": [], "paging": {"next": {"url": "", "starting_after": ""}}}"#,
        ])
    func knowsEveryEnd(_ version: APIVersion, _ body: String) async throws {
        #expect(try await source(version, .json(body)).source.report(.sent, of: "c", after: nil).next == nil)
    }

    @Test(arguments: [
        ("/api/1.6/x?last=1", "last=1"), ("http://127.0.0.1:8025/api/1.6/x?last=1", "last=1"),
        ("?last=1#part", "last=1"),
        ("//127.0.0.1:8025/x?last=1", "last=1"), ("/x?last=1&API%5FKEY=a&api%5Fkey=secret-key", "last=1&API%5FKEY=a"),
        ("HTTP://127.0.0.1:8025/x?page=2&&last=%252F", "page=2&last=%252F"),
    ])
    func readsLinksOfEveryForm(_ link: String, _ cursor: String) async throws {
        let page = HTTPResponse.json(#"{"data": [], "paging": {"next": "\#(link)"}}"#)
        let (source, _) = try source(.v16, page, baseURL: "http://127.0.0.1:8025")
        #expect(try await source.report(.sent, of: "c", after: nil).next == cursor)
    }

    @Test(
        arguments: APIVersion.allCases,
        [
            "https://127.0.0.1:8025/x?last=1", "http://127.0.0.1/x?last=1", "http://127.0.0.2:8025/x?last=1",
            "//example.com/x?last=1",
            "http://example.com/x?last=1&api_key=secret-key", "http://127.0.0.1:8025@example.com/x?last=1",
            "javascript:alert(1)?a=b",
        ])
    func followsNoLinkElsewhere(_ version: APIVersion, _ link: String) async throws {
        let next = version == .v2 ? #"{"url": "\#(link)", "starting_after": "1"}"# : "\"\(link)\""
        let (source, transport) = try source(
            version, .json(#"{"data": [], "paging": {"next": \#(next)}}"#), baseURL: "http://127.0.0.1:8025")
        let error = await #expect(throws: APIError.self) { try await source.report(.sent, of: "c", after: nil) }
        #expect(error?.code == .foreignLink)
        #expect(error?.description.contains("secret-key") == false)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [
        "7", "true", #""/x""#, #"{"url": 7}"#, #"{"cursor": "x"}"#, #"["x"]"#, #""/x?api_key=secret-key""#,
    ])
    func aNextPageThatCannotBeAskedForIsNoEnd(_ next: String) async throws {
        let (source, transport) = try source(.v16, .json(#"{"data": [], "paging": {"next": \#(next)}}"#))
        let error = await #expect(throws: APIError.self) { try await source.report(.sent, of: "c", after: nil) }
        #expect(error?.code == .unanswered)
        #expect(transport.requests.count == 8)
    }

    @Test func asksForContactsOfAStatus() async throws {
        let (v2, v2Transport) = try source(.v2, page())
        _ = try await v2.contacts(
            of: "l", status: "unsubscribed", updatedSince: Timestamp("2026-11-23T02:00:00Z"), after: nil)
        #expect(
            v2Transport.requests.map(\.url) == [
                "https://api.emailoctopus.com/lists/l/contacts?status=unsubscribed&last_updated_at.gte=2026-11-23T02%3A00%3A00Z&limit=100"
            ])

        let (v1, v1Transport) = try source(
            .v16,
            page(
                #"{"id": "a", "email_address": "a@example.com", "status": "PENDING"}"#,
                #"{"id": "b", "email_address": "b@example.com", "status": "SUBSCRIBED"}"#))
        #expect(
            try await v1.contacts(of: "l", status: "pending", updatedSince: nil, after: nil).rows.map(\.id) == ["a"])
        _ = try await v1.contacts(of: "l", status: "unsubscribed", updatedSince: nil, after: nil)
        #expect(
            v1Transport.requests.map { String($0.url.prefix { $0 != "?" }) } == [
                "https://emailoctopus.com/api/1.6/lists/l/contacts",
                "https://emailoctopus.com/api/1.6/lists/l/contacts/unsubscribed",
            ])
    }

    @Test func version1_6LinksAreFollowedPageByPage() async throws {
        let (source, transport) = try source(
            .v16,
            .json(
                #"{"data": [{"url": "https://example.com/a", "clicked_total": 3, "clicked_unique": 2}], "paging": {"next": "/x?last=1"}}"#
            ),
            .json(
                #"{"data": [{"link": {"url": "https://example.com/b", "clicked_total": "5", "clicked_unique": {"unique": 4}}}], "paging": []}"#
            ))
        #expect(
            try await source.links(of: "c") == [
                LinkClicks(url: "https://example.com/a", total: 3, unique: 2),
                LinkClicks(url: "https://example.com/b", total: 5, unique: 4),
            ])
        #expect(transport.requests.count == 2)
    }
}
