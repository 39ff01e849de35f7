import HTTP
import TestSupport
import Testing

/// Which requests are sent again, how often, and after how long, on a clock that skips.
struct RetryingTests {
    let clock = ManualClock(skips: true)
    let counter = RequestCounter()
    let request = HTTPRequest(url: "http://example.com/reports?api_key=secret-key")

    func retrying(_ transport: StubTransport, random: Double = 1) -> Retrying {
        Retrying(
            transport, bucket: TokenBucket(.unlimited, clock: clock), counter: counter, clock: clock, unixTime: clock.unixTime,
            random: { random })
    }

    func status(_ transport: StubTransport, random: Double = 1) async throws -> Int {
        try await retrying(transport, random: random).send(request) { $0.status }
    }

    static func failing(_ count: Int, _ failure: HTTPResponse, then last: HTTPResponse = .json("{}")) -> StubTransport {
        StubTransport(Array(repeating: failure, count: count) + [last])
    }

    @Test(arguments: [408, 425, 500, 502, 503, 504, 599])
    func faultsOfTheServerAreTriedEightTimes(_ status: Int) async throws {
        #expect(try await self.status(Self.failing(7, HTTPResponse(status: status))) == 200)
        #expect(counter.sent == 8)
        #expect(counter.retried == 7)
        // Then the reader gets the response.
        #expect(try await self.status(Self.failing(8, HTTPResponse(status: status))) == status)
        #expect(counter.sent == 16)
    }

    @Test(arguments: [200, 204, 301, 304, 400, 401, 403, 404, 409, 410, 415, 422])
    func anythingElseIsFinal(_ status: Int) async throws {
        #expect(try await self.status(Self.failing(1, HTTPResponse(status: status))) == status)
        #expect(counter.sent == 1)
    }

    @Test(arguments: [HTTPError.Code.timedOut, .brokenOff])
    func brokenExchangesAreTriedEightTimes(_ code: HTTPError.Code) async throws {
        let transport = StubTransport { _ in throw HTTPError(code, host: "example.com", message: "It broke") }
        let error = await #expect(throws: HTTPError.self) { try await self.status(transport) }
        #expect(error?.code == code)
        #expect(error?.message == "It broke (tried 8 times)")
        #expect(counter.sent == 8)
    }

    @Test func theBackOffDoublesUpToItsBoundAndIsJittered() async throws {
        _ = try await status(Self.failing(7, HTTPResponse(status: 500)), random: 1)
        #expect(clock.sleeps == [0.25, 0.5, 1, 2, 4, 8, 16].map { .seconds($0) })
        _ = try await status(Self.failing(7, HTTPResponse(status: 500)), random: 0)
        #expect(clock.sleeps.suffix(7) == Array(repeating: .zero, count: 7)[...])
        #expect(RetryPolicy(baseDelay: .seconds(1)).maximumDelay == .seconds(20))
    }

    @Test func aHostThatNeverAnsweredIsGivenUpSoon() async throws {
        let transport = StubTransport { _ in throw HTTPError(.unreachable, host: "example.com", message: "Nobody there")
        }
        await #expect(throws: HTTPError.self) { try await self.status(transport) }
        #expect(counter.sent == 3)
        #expect(clock.elapsed < .seconds(1))
    }

    @Test func aHostThatHasAnsweredGetsEveryAttempt() async throws {
        let calls = StubTransport { [counter] _ in
            if counter.answered == 0 { return .json("{}") }
            throw HTTPError(.unreachable, host: "example.com", message: "Gone")
        }
        let retrying = retrying(calls)
        try await retrying.send(request) { _ in }
        await #expect(throws: HTTPError.self) { try await retrying.send(self.request) { _ in } }
        #expect(counter.sent == 9)
    }

    @Test func aHostThatHasFallenSilentIsGivenUp() async throws {
        let transport = StubTransport { [counter] _ in
            if counter.answered == 0 { return .json("{}") }
            throw HTTPError(.unreachable, host: "example.com", message: "Gone")
        }
        let retrying = retrying(transport)
        try await retrying.send(request) { _ in }
        var attempts: [Int] = []
        while clock.elapsed <= .seconds(121) {
            let before = counter.sent
            await #expect(throws: HTTPError.self) { try await retrying.send(self.request) { _ in } }
            attempts.append(counter.sent - before)
        }
        #expect(attempts.first == 8)
        let before = counter.sent
        await #expect(throws: HTTPError.self) { try await retrying.send(self.request) { _ in } }
        #expect(counter.sent == before + 1)
    }

    @Test func whatNeverHelpsIsTriedOnce() async throws {
        let transport = StubTransport { _ in throw HTTPError(.failed, host: "example.com", message: "Bad certificate") }
        let error = await #expect(throws: HTTPError.self) { try await self.status(transport) }
        #expect(error?.message == "Bad certificate")
        #expect(counter.sent == 1)
    }

    @Test func aBodyThatCannotBeReadIsAskedForAgain() async throws {
        let transport = Self.failing(3, .json("{"), then: .json("{}"))
        let text = try await retrying(transport).send(request) { response in
            guard response.body.count == 2 else { throw UnreadableBody(reason: "It ends too early") }
            return String(decoding: response.body, as: UTF8.self)
        }
        #expect(text == "{}")
        #expect(counter.sent == 4)

        let error = await #expect(throws: HTTPError.self) {
            try await self.retrying(transport).send(self.request) { _ in
                throw UnreadableBody(reason: "It ends too early")
            }
        }
        #expect(error?.code == .unreadable)
        #expect(error?.description == "example.com: It ends too early (tried 8 times)")
    }

    @Test func theReadersOwnErrorsAreFinal() async throws {
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await self.retrying(StubTransport([.json("{}")])).send(self.request) { _ in throw Refused() }
        }
        #expect(counter.sent == 1)
    }

    static let waits: [([String: String], Duration)] = [
        (["x-ratelimit-retry-after": "3"], .seconds(3)), (["x-ratelimit-retry-after": "0.5"], .milliseconds(500)),
        (["x-ratelimit-retry-after": "1700000012"], .seconds(12)), (["retry-after": "7"], .seconds(7)),
        (["retry-after": "Tue, 14 Nov 2023 22:13:40 GMT"], .seconds(20)),
        (["x-ratelimit-retry-after": "9", "retry-after": "1"], .seconds(9)),
        // Nothing: the bucket's own back-off.
        ([:], .seconds(1)),
        // A moment that has passed, nonsense, milliseconds by mistake, and a wait larger than any duration: a minute.
        (["x-ratelimit-retry-after": "1600000000"], .seconds(60)), (["retry-after": "soon"], .seconds(60)),
        (["x-ratelimit-retry-after": "1700000012000"], .seconds(60)), (["retry-after": "1e300"], .seconds(60)),
    ]

    @Test(arguments: waits)
    func a429IsWaitedOut(_ headers: [String: String], _ wait: Duration) async throws {
        #expect(try await status(Self.failing(1, HTTPResponse(status: 429, headers: headers))) == 200)
        #expect(clock.elapsed == wait)
        #expect(counter.throttled == 1)
    }

    @Test func endlessRefusalComesToAnEnd() async throws {
        #expect(try await status(Self.failing(100, HTTPResponse(status: 429))) == 429)
        #expect(counter.sent == 12)
    }

    @Test func theRetryAfterOfAFaultyServerIsHonoured() async throws {
        _ = try await status(Self.failing(1, HTTPResponse(status: 503, headers: ["retry-after": "5"])), random: 0)
        #expect(clock.sleeps == [.seconds(5)])
    }

    @Test(.timeLimit(.minutes(10))) func cancellingEndsTheWait() async throws {
        let still = ManualClock()
        let transport = StubTransport([HTTPResponse(status: 500)])
        let retrying = Retrying(transport, bucket: TokenBucket(.unlimited, clock: still), clock: still, random: { 1 })
        let task = Task { try await retrying.send(request) { $0.status } }
        await still.sleepers(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
