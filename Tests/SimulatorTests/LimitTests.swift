import Foundation
import Testing

@testable import Simulator

@Suite struct LimitTests {
    private let start = ContinuousClock.now

    private func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test func theBucketGrantsItsBurstAndThenItsRate() {
        var bucket = SimulatedBucket(SimulatedRateLimit(perSecond: 10, burst: 5), at: start)
        for left in [4, 3, 2, 1, 0] { #expect(bucket.request(at: start, blocks: false) == .granted(remaining: left)) }
        guard case .refused(let wait) = bucket.request(at: start, blocks: false) else {
            Issue.record("granted beyond the burst"); return
        }
        #expect(abs(wait / .seconds(1) - 0.1) < 1e-9)
        #expect(bucket.request(at: after(0.1), blocks: false) == .granted(remaining: 0))
        #expect(bucket.request(at: after(60), blocks: false) == .granted(remaining: 4), "never more than the burst")
    }

    @Test func goingOverShutsOutForAMinute() {
        var bucket = SimulatedBucket(.v16, at: start)
        for _ in 0..<10 { _ = bucket.request(at: start, blocks: true) }
        #expect(bucket.request(at: start, blocks: true) == .refused(wait: .seconds(60)))
        guard case .refused(let wait) = bucket.request(at: after(59), blocks: true) else {
            Issue.record("let in early"); return
        }
        #expect(abs(wait / .seconds(1) - 1) < 1e-6)
        #expect(bucket.request(at: after(61), blocks: true) == .granted(remaining: 9))
    }

    /// A limit so slow that no token comes back during a test.
    private static let strict = SimulatedRateLimit(perSecond: 0.001, burst: 3)

    @Test func v2CountsDownAndRefuses() async throws {
        var options = SimulatorOptions()
        options.limit = Self.strict
        try await SimulatedServer.run(account: Account(size: .small), options: options) { server in
            let client = RawClient(server)
            for left in ["2", "1", "0"] {
                #expect(try await client.v2("/lists").headers["x-ratelimiting-remaining"] == left)
            }
            #expect(try await client.send("/lists", bearer: "wrong").status == 401, "a wrong key costs nothing")
            let refused = try await client.v2("/lists")
            #expect(refused.status == 429)
            #expect(refused.text.contains("#too-many-requests"))
            #expect((1...1_000).contains(Int(refused.headers["x-ratelimit-retry-after"] ?? "") ?? 0))
            #expect(try await client.v1("/lists").status == 429, "one bucket for both versions")
            #expect(server.statistics.tooMany == 2)
            server.update { $0.limit = nil }
            #expect(try await client.v2("/lists").status == 200)
        }
    }

    @Test(arguments: [SimulatedRateLimit.RetryAfter.timestamp, .none])
    func refusalsDiffer(retryAfter: SimulatedRateLimit.RetryAfter) async throws {
        var options = SimulatorOptions()
        options.limit = SimulatedRateLimit(perSecond: 0.001, burst: 0, retryAfter: retryAfter, isHTML: true)
        try await SimulatedServer.run(account: Account(size: .small), options: options) { server in
            let refused = try await RawClient(server).v2("/lists")
            #expect(refused.status == 429)
            #expect(refused.text.hasPrefix("<!DOCTYPE html>"))
            let value = refused.headers["x-ratelimit-retry-after"].flatMap { Double($0) }
            if retryAfter == .timestamp { #expect(try #require(value) > 1e9) } else { #expect(value == nil) }
        }
    }
}
