import HTTP
import Synchronization
import TestSupport
import Testing

/// A client against a provider's bucket as EmailOctopus documents it (full at the start, refilled steadily, one token a
/// request), fifty times as fast so that the test takes a second. Each request and response is under way for a different time.
@Suite(.timeLimit(.minutes(10)))
struct ProviderLimitTests {
    @Test(arguments: [100, 7])
    func manyWalksNeverMeetA429(_ left: Int) async throws {
        let provider = ProviderBucket(rate: 500, burst: 100, left: left)
        let transport = StubTransport { _ in
            try await Task.sleep(for: .microseconds(Int.random(in: 500...8_000)))
            let response = provider.answer()
            try await Task.sleep(for: .microseconds(Int.random(in: 500...8_000)))
            return response
        }
        let counter = RequestCounter()
        let retrying = Retrying(transport, bucket: TokenBucket(RateLimit(rate: 500, burst: 98)), counter: counter)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    for _ in 0..<20 { try await retrying.send(HTTPRequest(url: "http://example.com/")) { _ in } }
                }
            }
            try await group.waitForAll()
        }
        #expect(counter.sent == 600)
        #expect(counter.throttled == 0)
    }
}

/// The provider's side.
private final class ProviderBucket: Sendable {
    private let rate: Double
    private let burst: Double
    private let state: Mutex<(tokens: Double, at: ContinuousClock.Instant)>

    init(rate: Double, burst: Double, left: Int) {
        self.rate = rate
        self.burst = burst
        state = Mutex((Double(left), .now))
    }

    func answer() -> HTTPResponse {
        state.withLock { state in
            let now = ContinuousClock.now
            state.tokens = min(burst, state.tokens + (now - state.at) / .seconds(1) * rate)
            state.at = now
            guard state.tokens >= 1 else { return HTTPResponse(status: 429, headers: ["x-ratelimit-retry-after": "1"]) }
            state.tokens -= 1
            return HTTPResponse(status: 200, headers: ["x-ratelimiting-remaining": String(Int(state.tokens))])
        }
    }
}
