import TestSupport
import Testing

@testable import HTTP

/// What a provider that refuses can do to a run: make it wait, and end it, but never crash it or hold it for days.
@Suite(.timeLimit(.minutes(10)))
struct RefusalTests {
    private let clock = ManualClock(skips: true)
    private let request = HTTPRequest(url: "http://example.com/reports")

    /// - Parameter headers: of every 429.
    private func retrying(
        _ headers: [String: String] = [:], refusing count: Int = .max
    ) -> (Retrying, RequestCounter) {
        let counter = RequestCounter()
        let transport = StubTransport { [counter] _ in
            counter.sent <= count ? HTTPResponse(status: 429, headers: headers) : .json("{}")
        }
        let bucket = TokenBucket(.unlimited, clock: clock)
        return (Retrying(transport, bucket: bucket, counter: counter, clock: clock, random: { 1 }), counter)
    }

    @Test("F20: Pauses count, and their time: with a second each the run bears five minutes of them")
    func pausesOfASecond() async throws {
        let (retrying, counter) = retrying(["retry-after": "1"])
        #expect(try await retrying.send(request) { $0.status } == 429)
        #expect(counter.sent == 300)
        let error = await #expect(throws: HTTPError.self) { try await retrying.send(request) { $0.status } }
        #expect(error?.code == .givenUp)
        #expect(error?.message.contains("300 pauses") == true)
        #expect(counter.sent == 300)
    }

    @Test("An answer in between begins the count anew")
    func answered() async throws {
        let (retrying, counter) = retrying(["retry-after": "100"], refusing: 11)
        #expect(try await retrying.send(request) { $0.status } == 200)
        #expect(counter.sent == 12)
    }

    @Test("A burst of refusals is one pause")
    func burst() async throws {
        let bucket = TokenBucket(.unlimited, clock: clock)
        for _ in 0..<3 {
            var tickets: [TokenBucket.Ticket] = []
            for _ in 0..<30 {
                // After a refusal the next one goes alone.
                if let last = tickets.last { await bucket.settle(last, .unanswered) }
                tickets.append(try await bucket.ticket())
            }
            for ticket in tickets { await bucket.settle(ticket, .refused(retryAfter: .seconds(60))) }
        }
        #expect(await !bucket.isClosed)
    }

    @Test("Those who wait in line are told")
    func waiting() async throws {
        let bucket = TokenBucket(RateLimit(rate: 1, burst: 1), longest: RefusalLimit(pauses: 1, time: .zero), clock: clock)
        let first = try await bucket.ticket()
        let waiting = Task { try await bucket.ticket() }
        while await bucket.waiting < 1 { await Task.yield() }
        await bucket.settle(first, .refused(retryAfter: nil))
        await #expect(throws: TokenBucket.Closed.self) { try await waiting.value }
        await #expect(throws: TokenBucket.Closed.self) { try await bucket.ticket() }
    }

    @Test(
        "F18: A count of remaining requests below nothing is nothing, and garbage is no count",
        arguments: ["-1", "-100000", "-9223372036854775808", "-1e308", "0"])
    func remaining(_ text: String) async throws {
        let transport = StubTransport([.json("{}", headers: ["x-ratelimiting-remaining": text])])
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 98), clock: clock)
        let retrying = Retrying(transport, bucket: bucket, clock: clock, random: { 1 })
        for _ in 0..<3 { _ = try await retrying.send(request) { $0.status } }
        #expect(clock.elapsed <= .seconds(1))
    }

    @Test("F14: No header crashes or holds a run for longer than two minutes", arguments: 0..<30)
    func anyHeader(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let numbers = [
            "0", "-1", "7", "99", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e19", "-1e308", "1e308",
            "inf", "nan", "0x7fffffff", "1700000000", "1700000099", "99999999999", "", " ", "soon", "٣", "2147483648",
        ]
        for _ in 0..<40 {
            func number() -> String { random.pick(numbers) }
            let date = "Fri, \(number()) Dec \(number()) \(number()):\(number()):\(number()) GMT"
            let headers = [
                "retry-after": random.chance(50) ? date : number(), "x-ratelimit-retry-after": number(),
                "x-ratelimiting-remaining": number(),
            ].filter { _ in random.chance(70) }
            let clock = ManualClock(skips: true)
            let transport = StubTransport([
                HTTPResponse(status: random.pick([200, 429, 503]), headers: headers), .json("{}", headers: headers), .json("{}"),
            ])
            let bucket = TokenBucket(RateLimit(rate: 10, burst: 98), clock: clock)
            let retrying = Retrying(
                transport, bucket: bucket, clock: clock, unixTime: { .seconds(1_700_000_000) }, random: { 1 })
            for _ in 0..<3 { #expect(try await retrying.send(request) { $0.status } == 200) }
            #expect(clock.elapsed <= .seconds(122), "\(headers)")
        }
    }

    @Test(
        "F14: A wish to wait is believed up to two minutes; any other is a minute",
        arguments: [
            ("120", 120.0), ("121", 60), ("-1", 60), ("-9223372036854775808", 60), ("inf", 60), ("", 60),
            ("Fri, 31 Dec 2099 9223372036854775807:00:00 GMT", 60), ("Tue, 14 Nov 2023 24:00:00 GMT", 60),
            ("Tue, 14 Nov 2023 22:13:60 GMT", 40), ("Tue, 14 Nov 2023 22:60:00 GMT", 60), ("Tue, 14 Nov 2023 -1:00:00 GMT", 60),
        ])
    func wishes(_ text: String, _ seconds: Double) {
        #expect(RetryAfter.wait(["retry-after": text], unixTime: .seconds(1_700_000_000)) == .seconds(seconds))
    }

    @Test("F20: A host that only ever gives errors is given up after twelve requests and five minutes", arguments: [0, 500, 503])
    func onlyFaults(status: Int) async throws {
        let counter = RequestCounter()
        let transport = StubTransport { _ in
            guard status > 0 else { throw HTTPError(.timedOut, host: "example.com", message: "It is silent") }
            return HTTPResponse(status: status)
        }
        let retrying = Retrying(
            transport, bucket: TokenBucket(.unlimited, clock: clock), counter: counter, clock: clock, random: { 1 })
        var error: HTTPError?
        for _ in 0..<100 where error?.code != .givenUp {
            do { _ = try await retrying.send(request) { $0.status } } catch let found as HTTPError { error = found }
        }
        #expect(error?.code == .givenUp)
        #expect(error?.message.contains("no usable answer for 6 minutes, to 12 requests") == true)
        #expect(counter.sent == 12 * 8)
    }

    @Test("Errors of one report among good answers give nobody up")
    func faultsAmongAnswers() async throws {
        let transport = StubTransport { $0.url.hasSuffix("bad") ? HTTPResponse(status: 500) : .json("{}") }
        let retrying = Retrying(transport, bucket: TokenBucket(.unlimited, clock: clock), clock: clock, random: { 1 })
        for _ in 0..<30 {
            #expect(try await retrying.send(HTTPRequest(url: "http://example.com/bad")) { $0.status } == 500)
            #expect(try await retrying.send(request) { $0.status } == 200)
        }
    }
}
