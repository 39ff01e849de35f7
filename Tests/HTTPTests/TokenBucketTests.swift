import TestSupport
import Testing

@testable import HTTP

/// The line before the provider's door, with a clock that the test moves.
@Suite(.timeLimit(.minutes(1)))
struct TokenBucketTests {
    @Test func theFirstGoesAloneAndTheBurstFollowsItsAnswer() async throws {
        let time = ManualTime()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 5), time: time.timekeeper())
        let first = try await bucket.take()
        let line = Line(bucket, count: 10)
        await line.untilWaiting(10)
        #expect(await line.admitted == 0)

        await bucket.settle(first, .answered(remaining: nil))
        await line.untilAdmitted(4)
        // The clock runs from the first answer on: a tenth of a second a token, in the order they came.
        for count in 5...10 {
            await time.sleepers(1)
            #expect(await line.admitted == count - 1)
            time.advance(by: 0.1)
            await line.untilAdmitted(count)
        }
        #expect(await line.order == Array(0..<10))
    }

    @Test func anUnansweredFirstLetsTheOthersGo() async throws {
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 3), time: ManualTime().timekeeper())
        let first = try await bucket.take()
        let line = Line(bucket, count: 2)
        await line.untilWaiting(2)
        await bucket.settle(first, .unanswered)
        await line.untilAdmitted(2)
    }

    @Test func believesTheProviderWhenItHasLess() async throws {
        let time = ManualTime()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 98), time: time.timekeeper())
        // An earlier run has left 4 tokens; one stays as a margin.
        await bucket.settle(try await bucket.take(), .answered(remaining: 4))
        for _ in 0..<3 { _ = try await bucket.take() }
        let line = Line(bucket, count: 1)
        await time.sleepers(1)
        #expect(await line.admitted == 0)
        time.advance(by: 0.1)
        await line.untilAdmitted(1)
    }

    @Test func neverBelievesItHasMore() async throws {
        let time = ManualTime()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 2), time: time.timekeeper())
        await bucket.settle(try await bucket.take(), .answered(remaining: 1_000))
        _ = try await bucket.take()
        let line = Line(bucket, count: 1)
        await time.sleepers(1)
        #expect(await line.admitted == 0)
        time.advance(by: 1)
        await line.untilAdmitted(1)
    }

    @Test(arguments: [RateLimit(rate: 10, burst: 98), .unlimited])
    func a429StopsEverybodyAndOneGoesAhead(_ limit: RateLimit) async throws {
        let time = ManualTime()
        let bucket = TokenBucket(limit, time: time.timekeeper())
        await bucket.settle(try await bucket.take(), .answered(remaining: nil))
        let (one, two, three) = (try await bucket.take(), try await bucket.take(), try await bucket.take())
        #expect(await bucket.settle(one, .refused(retryAfter: 7)) == 7)
        // Those of the same burst change nothing: neither a refusal nor a late success.
        #expect(await bucket.settle(two, .refused(retryAfter: 3)) == nil)
        await bucket.settle(three, .answered(remaining: nil))

        let line = Line(bucket, count: 3)
        await time.sleepers(1)
        time.advance(by: 6.9)
        #expect(await line.admitted == 0)
        time.advance(by: 0.1)
        await line.untilAdmitted(1)
        await line.untilWaiting(2)
        #expect(await line.admitted == 1)
        await bucket.settle(await line.ticket(0), .answered(remaining: nil))
        if limit.isUnlimited {
            await line.untilAdmitted(3)
        } else {
            // What had gathered during the pause is no burst any more: two tokens at most.
            await line.untilAdmitted(2)
            await time.sleepers(1)
            time.advance(by: 0.1)
            await line.untilAdmitted(3)
        }
    }

    @Test func a429WithoutATimeBacksOffUpToAMinute() async throws {
        let time = ManualTime(skips: true)
        let bucket = TokenBucket(.unlimited, time: time.timekeeper())
        var waits: [Double] = []
        for _ in 0..<9 {
            let before = time.now
            await bucket.settle(try await bucket.take(), .refused(retryAfter: nil))
            waits.append(time.now - before)
        }
        #expect(waits == [0, 1, 2, 4, 8, 16, 32, 60, 60])
    }

    @Test func whoIsCancelledGivesUpTheirPlace() async throws {
        let time = ManualTime()
        let bucket = TokenBucket(RateLimit(rate: 1, burst: 1), time: time.timekeeper())
        await bucket.settle(try await bucket.take(), .answered(remaining: nil))
        let line = Line(bucket, count: 3)
        await line.untilWaiting(3)
        await line.cancel(0)
        await line.cancel(2)
        await time.sleepers(1)
        time.advance(by: 1)
        await line.untilAdmitted(1)
        #expect(await line.order == [1])
    }

    @Test func whoIsCancelledBeforeAskingGetsNothing() async throws {
        let bucket = TokenBucket(.unlimited, time: ManualTime().timekeeper())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await bucket.take()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func withoutALimitThousandsPassAtOnce() async throws {
        let time = ManualTime()
        let bucket = TokenBucket(.unlimited, time: time.timekeeper())
        for _ in 0..<10_000 { _ = try await bucket.take() }
        #expect(time.sleeps.isEmpty)
    }

    @Test func thousandsMayWait() async throws {
        let time = ManualTime(skips: true)
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 100), time: time.timekeeper())
        await bucket.settle(try await bucket.take(), .answered(remaining: nil))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4_999 {
                group.addTask { await bucket.settle(try await bucket.take(), .answered(remaining: nil)) }
            }
            try await group.waitForAll()
        }
        #expect(abs(time.now - 490) < 0.001)
    }
}

/// Tasks waiting for tickets, begun one after the other.
private actor Line {
    private var tickets: [(waiter: Int, ticket: TokenBucket.Ticket)] = []
    private var tasks: [Task<Void, Never>] = []
    private let bucket: TokenBucket
    private let count: Int

    init(_ bucket: TokenBucket, count: Int) {
        self.bucket = bucket
        self.count = count
        Task { await self.begin() }
    }

    private func begin() async {
        for number in 0..<count {
            tasks.append(Task { await self.wait(number) })
            while await bucket.waiting + admitted <= number { await Task.yield() }
        }
    }

    private func wait(_ number: Int) async {
        guard let ticket = try? await bucket.take() else { return }
        tickets.append((number, ticket))
    }

    var admitted: Int { tickets.count }

    /// Who was admitted, in the order of their tickets; tasks may run in another.
    var order: [Int] { tickets.sorted { $0.ticket.number < $1.ticket.number }.map(\.waiter) }

    func ticket(_ position: Int) -> TokenBucket.Ticket { tickets[position].ticket }

    func cancel(_ number: Int) { tasks[number].cancel() }

    func untilAdmitted(_ count: Int) async { while admitted < count { await Task.yield() } }

    func untilWaiting(_ count: Int) async { while await bucket.waiting < count { await Task.yield() } }
}
