import CurlTransport
import EmailOctopus
import Engagement
import HTTP
import Synchronization
import TestSupport
import Testing

/// Reads reports over libcurl from servers that fail in many ways.
@Suite(.timeLimit(.minutes(10)))
struct RealHTTPTests {
    static let faults: [[RawServer.Act]] = [
        [.reset], [.close], [.response("<html>busy</html>", status: 503)], [.response("{\"data\": [", status: 200)],
        [.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\": ["), .close], [.hang],
        [.response("{}", status: 429, headers: ["X-RateLimit-Retry-After": "0.01"])],
        [.response("{\"error\": {\"code\": \"UNKNOWN\", \"message\": \"?\"}}", status: 500)],
    ]

    @Test(arguments: APIVersion.allCases)
    func walksThroughEveryFault(_ version: APIVersion) async throws {
        let turn = Atomic<Int>(0)
        let server = try RawServer { head in
            let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
            if number % 2 == 1 { return Self.faults[number / 2 % Self.faults.count] }
            return [.response(Self.page(version, head))]
        }
        let counter = RequestCounter()
        let access = Access(
            key: try APIKey("secret-key"), version: version, baseURL: server.url, rateLimit: .unlimited,
            retries: RetryPolicy(baseDelay: .milliseconds(1)), requestTimeout: .milliseconds(500))
        let source = try access.source(over: CurlTransport(userAgent: "octo-site/test"), counter: counter)

        var contacts: [String] = []
        var cursor: String?
        repeat {
            let page = try await source.report(.clicked, of: "c", after: cursor)
            contacts += page.rows.map(\.contactID)
            cursor = page.next
            #expect(cursor?.contains("secret-key") != true)
        } while cursor != nil
        #expect(contacts == (0..<20).map { "contact-\($0)" })
        // If a kept connection is closed before its answer begins, libcurl itself asks again over a new one.
        #expect(counter.sent <= server.heads.count)
        #expect(counter.retried >= Self.faults.count)
    }

    /// The page for the cursor in a request: a row and a link.
    private static func page(_ version: APIVersion, _ head: String) -> String {
        let name = version == .v2 ? "starting_after=" : "last="
        let number = head.firstRange(of: name).flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
        let next = number + 1
        guard version == .v2 else {
            let link = "\"/api/1.6/campaigns/c/reports/clicked?api_key=secret-key&limit=100&last=\(next)\""
            return
                #"{"data": [{"contact": {"id": "contact-\#(number)"}}], "paging": \#(next < 20 ? #"{"next": \#(link)}"# : "[]")}"#
        }
        let link =
            #"{"url": "/campaigns/c/reports?status=clicked&starting_after=\#(next)", "starting_after": "\#(next)"}"#
        return
            #"{"data": [{"contact_id": "contact-\#(number)"}], "paging": {\#(next < 20 ? #""next": \#(link)"# : "")}}"#
    }

    @Test(.enabled(if: UntrustedTLSServer.isAvailable, UntrustedTLSServer.reasonToSkip))
    func whatFailsForGoodIsAskedForOnce() async throws {
        try await UntrustedTLSServer.run { url in
            let counter = RequestCounter()
            let source = try Access(key: try APIKey("secret-key"), baseURL: url)
                .source(over: CurlTransport(userAgent: "octo-site/test"), counter: counter)
            let error = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
            #expect(error?.code == .failed)
            #expect(counter.sent == 1)
            #expect(error?.description.contains("secret-key") == false)
            #expect(error?.description.hasPrefix("GET \(url)/api/1.6/campaigns: ") == true)
        }
    }

    @Test func aWrongBaseAddressFailsSoon() async throws {
        let counter = RequestCounter()
        let source = try Access(key: try APIKey("secret-key"), baseURL: "http://127.0.0.1:1")
            .source(over: CurlTransport(userAgent: "octo-site/test"), counter: counter)
        let error = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
        #expect(error?.code == .unreachable)
        #expect(counter.sent == 3)
        #expect(error?.description.contains("secret-key") == false)
        #expect(error?.description.hasPrefix("GET http://127.0.0.1:1/api/1.6/campaigns: ") == true)
    }
}
