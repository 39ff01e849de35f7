import EmailOctopus
import Engagement
import HTTP
import TestSupport
import Testing

/// Keys, versions and base addresses, before the first request.
struct AccessTests {
    @Test(arguments: [
        (APIVersion.v16, nil, "https://emailoctopus.com/api/1.6/lists"),
        (.v2, nil, "https://api.emailoctopus.com/lists"),
        (.v16, "http://127.0.0.1:8025", "http://127.0.0.1:8025/api/1.6/lists"),
        (.v16, "http://127.0.0.1:8025/", "http://127.0.0.1:8025/api/1.6/lists"),
        (.v16, "http://127.0.0.1:8025/api/1.6", "http://127.0.0.1:8025/api/1.6/lists"),
        (.v16, "http://127.0.0.1:8025/mock/api/1.6//", "http://127.0.0.1:8025/mock/api/1.6/lists"),
        (.v16, "http://127.0.0.1:8025/mock", "http://127.0.0.1:8025/mock/api/1.6/lists"),
        (.v2, "HTTP://LocalHost:8025/", "http://localhost:8025/lists"),
        (.v2, "http://[::1]:8025/v2", "http://[::1]:8025/v2/lists"),
    ])
    func putsPathsOnTheBase(_ version: APIVersion, _ baseURL: String?, _ url: String) async throws {
        let (source, transport) = try source(version, page(), baseURL: baseURL)
        _ = try await source.lists(after: nil)
        #expect(transport.requests.first.map { String($0.url.prefix { $0 != "?" }) } == url)
    }

    @Test(arguments: [
        "", "localhost:8025", "ftp://example.com", "http://example.com?x=1", "http://me:secret@example.com",
    ])
    func refusesABaseThatCannotBeUsed(_ baseURL: String) throws {
        let error = try #require(throws: AccessError.self) { try source(.v2, page(), baseURL: baseURL) }
        #expect(error.message.hasPrefix("The base address can't be used: "))
        #expect(!error.message.contains("secret"))
    }

    @Test func choosesTheVersionByTheKey() throws {
        #expect(Access(key: try APIKey("eo_0123")).spokenVersion == .v2)
        #expect(Access(key: try APIKey("00000000-0000-0000-0000-000000000000")).spokenVersion == .v16)
        #expect(Access(key: try APIKey("eo_0123"), version: .v16).spokenVersion == .v16)
    }

    @Test func keysAreTrimmedAndNeverShown() throws {
        let key = try APIKey(" \teo_secret\r\n")
        #expect(key.secret == "eo_secret")
        var dumped = ""
        dump(Access(key: key), to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\(Access(key: key))", dumped] {
            #expect(!text.contains("eo_secret"))
        }
    }

    @Test(arguments: ["", " \n", "two words", "line\nbreak", "schlüssel"])
    func refusesWhatIsNoKey(_ text: String) {
        let error = #expect(throws: AccessError.self) { try APIKey(text) }
        #expect(text.isEmpty || error?.message.contains(text) == false)
    }

    @Test func passesTheTimeOutAndTheLimitOn() async throws {
        let transport = StubTransport([page()])
        _ = try await Access(key: try APIKey("k"), requestTimeout: .seconds(7)).source(over: transport).lists(after: nil)
        #expect(transport.requests.first?.timeout == .seconds(7))
        #expect(APIVersion.v2.rateLimit == RateLimit(rate: 10, burst: 98))
        #expect(APIVersion.v16.rateLimit == RateLimit(rate: 4.8, burst: 1))
        #expect(APIVersion.v2.rateLimit.shortestTime(forRequests: 1_809) == .seconds(171.1))
        #expect(RateLimit.unlimited.shortestTime(forRequests: 1_809) == .zero)
    }

    @Test func allRequestsOfASourceShareOneBucketAndOneCounter() async throws {
        let clock = ManualClock(skips: true)
        let counter = RequestCounter()
        let access = Access(key: try APIKey("k"), rateLimit: RateLimit(rate: 10, burst: 5))
        let source = try access.source(over: StubTransport([page()]), counter: counter, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { _ = try await source.lists(after: nil) }
                group.addTask { _ = try await source.report(.sent, of: "c", after: nil) }
            }
            try await group.waitForAll()
        }
        #expect(counter.sent == 20)
        #expect(abs(clock.elapsed / .seconds(1) - 1.5) < 0.001)
    }
}
