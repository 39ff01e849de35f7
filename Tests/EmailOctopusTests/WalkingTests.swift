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
        // As proxies and old servers write them.
        ("https://127.0.0.1:8025/x?last=1", "last=1"), ("http://127.0.0.1/x?last=1", "last=1"),
        ("https://127.0.0.1/x?last=1", "last=1"), ("https://127.0.0.1:443/x?last=1", "last=1"), ("//127.0.0.1?last=1", "last=1"),
        ("x?last=1", "last=1"), ("/x?last=a b&u=ü", "last=a%20b&u=%C3%BC"),
    ])
    func readsLinksOfEveryForm(_ link: String, _ cursor: String) async throws {
        let page = HTTPResponse.json(#"{"data": [], "paging": {"next": "\#(link)"}}"#)
        let (source, _) = try source(.v16, page, baseURL: "http://127.0.0.1:8025")
        #expect(try await source.report(.sent, of: "c", after: nil).next == cursor)
    }

    @Test(
        arguments: APIVersion.allCases,
        [
            "https://127.0.0.1:8026/x?last=1", "http://127.0.0.1:443/x?last=1", "http://127.0.0.2:8025/x?last=1",
            "//example.com/x?last=1", "//127.0.0.1.example.com/x?last=1", "https://127.0.0.1@example.com/x?last=1",
            "http:/127.0.0.1:8025/x?last=1", "https:x?last=1", "http://?last=1", "ftp://127.0.0.1:8025/x?last=1",
            "http://example.com/x?last=1&api_key=secret-key", "http://127.0.0.1:8025@example.com/x?last=1",
            "javascript:alert(1)?a=b",
        ])
    func followsNoLinkElsewhere(_ version: APIVersion, _ link: String) async throws {
        let next = version == .v2 ? #"{"url": "\#(link)", "starting_after": "1"}"# : "\"\(link)\""
        let (source, transport) = try source(
            version, .json(#"{"data": [{"contact_id": "a"}], "paging": {"next": \#(next)}}"#), baseURL: "http://127.0.0.1:8025")
        let page = try await source.report(.sent, of: "c", after: nil)
        #expect(page.rows.map(\.contactID) == ["a"])
        #expect(page.next == nil)
        #expect(page.problem?.code == .foreignLink)
        #expect(page.problem?.description.contains("secret-key") == false)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [
        "7", "true", #""/x""#, #"{"url": 7}"#, #"{"cursor": "x"}"#, #"["x"]"#, #""/x?api_key=secret-key""#,
    ])
    func aNextPageThatCannotBeAskedForIsNoEnd(_ next: String) async throws {
        let (source, transport) = try source(.v16, .json(#"{"data": [{"contact_id": "a"}], "paging": {"next": \#(next)}}"#))
        let page = try await source.report(.sent, of: "c", after: nil)
        #expect(page.rows.map(\.contactID) == ["a"])
        #expect(page.next == nil)
        #expect(page.problem?.code == .unreadable)
        #expect(transport.requests.count == 1)
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
            try await source.links(of: "c").links == [
                LinkClicks(url: "https://example.com/a", total: 3, unique: 2),
                LinkClicks(url: "https://example.com/b", total: 5, unique: 4),
            ])
        #expect(transport.requests.count == 2)
    }

    @Test("Clicks on one URL are added up, but not those of a page that comes again", arguments: APIVersion.allCases)
    func sumsLinksByURL(_ version: APIVersion) async throws {
        let row = #"{"url": "https://example.com/a", "clicked_total": 3, "clicked_unique": 2}"#
        let (first, _) = try source(
            version,
            page(
                row, #"{"url": "https://example.com/b", "clicked_total": 1}"#,
                #"{"url": "https://example.com/a", "clicked_total": 4, "clicked_unique": 1}"#, "null",
                #"{"url": "https://example.com/c", "clicked_total": -1}"#))
        let links = try await first.links(of: "c")
        #expect(
            links.links == [
                LinkClicks(url: "https://example.com/a", total: 7, unique: 3),
                LinkClicks(url: "https://example.com/b", total: 1, unique: 0),
            ])
        #expect(links.leftOut == ["row 4 of page 1 is null", "row 5 of page 1 has a number of clicks that can't be true"])
        let again = HTTPResponse.json(#"{"data": [\#(row)], "paging": {"next": "/x?last=1"}}"#)
        let circle = try await source(version, again).source.links(of: "c")
        #expect(circle.links == [LinkClicks(url: "https://example.com/a", total: 3, unique: 2)])
    }
}
