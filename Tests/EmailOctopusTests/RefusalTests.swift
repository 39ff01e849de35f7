import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// The provider's refusals, and the codes that they become.
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var version: APIVersion
        var status: Int
        var body: String
        var code: APIError.Code
        /// The code for a listing that is no report, if it differs.
        var listingCode: APIError.Code?
        var words: String

        var testDescription: String { "\(version.rawValue) \(status) \(body.prefix(60))" }
    }

    static func v1(_ status: Int, _ word: String, _ code: APIError.Code, listing: APIError.Code? = nil) -> Case {
        let body = #"{"error": {"code": "\#(word)", "message": "Words of the provider."}}"#
        return Case(
            version: .v16, status: status, body: body, code: code, listingCode: listing,
            words: "Words of the provider.")
    }

    static func v2(_ status: Int, _ slug: String, _ code: APIError.Code, listing: APIError.Code? = nil) -> Case {
        let body = #"""
            {"title": "An error occurred.", "detail": "Words of the provider.", "status": \#(status),
            "type": "https://emailoctopus.com/api-documentation/v2#\#(slug)"}
            """#
        return Case(
            version: .v2, status: status, body: body, code: code, listingCode: listing, words: "Words of the provider.")
    }

    static let cases: [Case] = [
        v1(403, "API_KEY_INVALID", .keyRefused), v1(401, "API_KEY_INVALID", .keyRefused), v1(401, "OTHER", .keyRefused),
        v1(403, "UNAUTHORISED", .notAvailable, listing: .refused),
        v1(401, "UNAUTHORISED", .notAvailable, listing: .refused),
        v1(403, "CAMPAIGN_NOT_SENT", .notAvailable), v1(400, "CAMPAIGN_NOT_SENT", .notAvailable),
        v1(404, "CAMPAIGN_NOT_FOUND", .notAvailable), v1(403, "CAMPAIGN_FEATURE_DISABLED", .featureDisabled),
        v1(400, "CAMPAIGN_FEATURE_DISABLED", .featureDisabled), v1(400, "INVALID_PARAMETERS", .refused),
        v1(404, "NOT_FOUND", .notAvailable, listing: .refused),
        v1(404, "LIST_NOT_FOUND", .notAvailable, listing: .refused),
        v2(401, "unauthorized", .keyRefused), v2(403, "access-denied", .notAvailable, listing: .refused),
        v2(404, "not-found", .notAvailable, listing: .refused), v2(400, "bad-request", .refused),
        v2(405, "method-not-allowed", .refused), v2(422, "unprocessable-content", .refused),
        Case(
            version: .v2, status: 401, body: #"{"type": "/errors/401", "detail": "Full authentication is required."}"#,
            code: .keyRefused, words: "Full authentication is required."),
        Case(
            version: .v2, status: 400,
            body:
                #"{"detail": "Bad request.", "errors": [{"detail": "Must be between 1 and 100.", "parameter": "limit"}]}"#,
            code: .refused, words: "Bad request. limit: Must be between 1 and 100."),
        Case(
            version: .v16, status: 403, body: #"{"code": "API_KEY_INVALID", "message": "At the top."}"#,
            code: .keyRefused, words: "At the top."),
        Case(version: .v16, status: 400, body: #"{"error": "Only words."}"#, code: .refused, words: "Only words."),
        Case(
            version: .v16, status: 404, body: "<html><body>Not found</body></html>", code: .notAvailable,
            listingCode: .refused,
            words: "The host answered with status 404 (not found) and gave no reason that can be read"),
        Case(
            version: .v2, status: 400, body: "", code: .refused,
            words: "The host answered with status 400 (bad request) and gave no reason that can be read"),
        Case(
            version: .v2, status: 418, body: #"{"a": 1}"#, code: .refused,
            words: "The host answered with status 418 and gave no reason that can be read"),
    ]

    @Test(arguments: cases)
    func isToldApartAndNeverRetried(_ sample: Case) async throws {
        let (source, transport) = try source(sample.version, .json(sample.body, status: sample.status))
        let report = await #expect(throws: APIError.self) { try await source.report(.opened, of: "c", after: nil) }
        #expect(report?.code == sample.code)
        #expect(report?.status == sample.status)
        #expect(report?.message == sample.words)
        let summary = await #expect(throws: APIError.self) { try await source.summary(of: "c") }
        #expect(summary?.code == sample.code)
        if sample.code != .featureDisabled, !sample.body.contains("CAMPAIGN_") {
            let listing = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
            #expect(listing?.code == sample.listingCode ?? sample.code)
            #expect(transport.requests.count == 3)
        }
    }

    @Test func aServersFaultComesWithItsWords() async throws {
        let (source, _) = try source(
            .v16, .json(#"{"error": {"code": "UNKNOWN", "message": "Something broke."}}"#, status: 500))
        let error = await #expect(throws: APIError.self) { try await source.lists(after: nil) }
        #expect(error?.code == .unanswered)
        #expect(
            error?.description
                == "GET https://emailoctopus.com/api/1.6/lists: Something broke. (tried 8 times) (HTTP 500)")
    }

    @Test func endless429sComeToAnEnd() async throws {
        let (source, transport) = try source(.v2, HTTPResponse(status: 429, body: Array("<html>".utf8)))
        let error = await #expect(throws: APIError.self) { try await source.lists(after: nil) }
        #expect(error?.code == .unanswered)
        #expect(error?.status == 429)
        #expect(transport.requests.count == 12)
    }

    @Test func redirectsAreNamedAndNotFollowed() async throws {
        let (source, transport) = try source(
            .v16, HTTPResponse(status: 301, headers: ["location": "https://example.com/x?api_key=secret-key"]))
        let error = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
        #expect(error?.code == .refused)
        #expect(
            error?.message
                == "The host redirects to https://example.com/x, where the key is not sent. Is the base address right?")
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ["secret-key", "s/e+c=ret&key"])
    func theKeyIsInNoError(_ key: String) async throws {
        let encoded = key.utf8.count == 10 ? key : "s%2Fe%2Bc%3Dret%26key"
        let body = #"{"error": {"code": "API_KEY_INVALID", "message": "No key \#(key) (\#(encoded)) here."}}"#
        for version in APIVersion.allCases {
            let (source, _) = try source(version, .json(body, status: 403), key: key)
            let error = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
            #expect(error?.message == "No key [key] ([key]) here.")
            #expect("\(error!)".contains(key) == false)
        }
        let transport = StubTransport {
            throw HTTPError(.brokenOff, host: "example.com", message: "GET \($0.url) broke")
        }
        let access = Access(key: try APIKey(key), version: .v16, retries: RetryPolicy(attempts: 1))
        let error = await #expect(throws: APIError.self) {
            try await access.source(over: transport).campaigns(after: nil)
        }
        #expect(error?.message.contains("api_key=[key]") == true)
    }

    @Test func aHostThatIsNotThereIsUnreachable() async throws {
        let transport = StubTransport { _ in
            throw HTTPError(.unreachable, host: "example.com", message: "Could not resolve host")
        }
        let access = Access(key: try APIKey("eo_key"), baseURL: "http://example.com")
        let source = try access.source(over: transport, clock: ManualClock(skips: true))
        let error = await #expect(throws: APIError.self) { try await source.campaigns(after: nil) }
        #expect(error?.code == .unreachable)
        #expect(error?.description == "GET http://example.com/campaigns: Could not resolve host (tried 3 times)")
        #expect(transport.requests.count == 3)
    }
}
