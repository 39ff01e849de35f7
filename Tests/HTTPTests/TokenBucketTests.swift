import TestSupport
import Testing

@testable import HTTP

/// The queue in front of the provider, on a clock that the test moves.
@Suite(.timeLimit(.minutes(10)))
struct TokenBucketTests {
    @Test func theFirstGoesAloneAndTheBurstFollowsItsAnswer() async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 5), clock: clock)
        let first = try await bucket.ticket()
        let queue = Queue(bucket, count: 10)
        await queue.untilWaiting(10)
        #expect(await queue.admitted == 0)

        await bucket.settle(first, .answered(remaining: nil))
        await queue.untilAdmitted(4)
        // Tokens come back from the first answer on: one each tenth of a second, in the order of the queue.
        for count in 5...10 {
            await clock.sleepers(1)
            #expect(await queue.admitted == count - 1)
            clock.advance(by: .milliseconds(100))
            await queue.untilAdmitted(count)
        }
        #expect(await queue.order == Array(0..<10))
    }

    @Test func anUnansweredFirstLetsTheOthersGo() async throws {
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 3), clock: ManualClock())
        let first = try await bucket.ticket()
        let queue = Queue(bucket, count: 2)
        await queue.untilWaiting(2)
        await bucket.settle(first, .unanswered)
        await queue.untilAdmitted(2)
    }

    @Test func takesOverTheProvidersSmallerNumber() async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 98), clock: clock)
        // An earlier run has left 4 tokens; one stays as a margin.
        await bucket.settle(try await bucket.ticket(), .answered(remaining: 4))
        for _ in 0..<3 { _ = try await bucket.ticket() }
        let queue = Queue(bucket, count: 1)
        await clock.sleepers(1)
        #expect(await queue.admitted == 0)
        clock.advance(by: .milliseconds(100))
        await queue.untilAdmitted(1)
    }

    @Test func ignoresTheProvidersLargerNumber() async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 2), clock: clock)
        await bucket.settle(try await bucket.ticket(), .answered(remaining: 1_000))
        _ = try await bucket.ticket()
        let queue = Queue(bucket, count: 1)
        await clock.sleepers(1)
        #expect(await queue.admitted == 0)
        clock.advance(by: .seconds(1))
        await queue.untilAdmitted(1)
    }

    @Test(arguments: [RateLimit(rate: 10, burst: 98), .unlimited])
    func a429StopsAllAndThenOneGoesAlone(_ limit: RateLimit) async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(limit, clock: clock)
        await bucket.settle(try await bucket.ticket(), .answered(remaining: nil))
        let (one, two, three) = (try await bucket.ticket(), try await bucket.ticket(), try await bucket.ticket())
        #expect(await bucket.settle(one, .refused(retryAfter: .seconds(7))) == .seconds(7))
        // The other answers of the same burst change nothing, neither a refusal nor a late success.
        #expect(await bucket.settle(two, .refused(retryAfter: .seconds(3))) == nil)
        await bucket.settle(three, .answered(remaining: nil))

        let queue = Queue(bucket, count: 3)
        await clock.sleepers(1)
        clock.advance(by: .milliseconds(6_900))
        #expect(await queue.admitted == 0)
        clock.advance(by: .milliseconds(100))
        await queue.untilAdmitted(1)
        await queue.untilWaiting(2)
        #expect(await queue.admitted == 1)
        await bucket.settle(await queue.ticket(0), .answered(remaining: nil))
        if limit.isUnlimited {
            await queue.untilAdmitted(3)
        } else {
            // The tokens that came back during the pause allow no burst: two at most.
            await queue.untilAdmitted(2)
            await clock.sleepers(1)
            clock.advance(by: .milliseconds(100))
            await queue.untilAdmitted(3)
        }
    }

    @Test func a429WithoutATimeBacksOffUpToAMinute() async throws {
        let clock = ManualClock(skips: true)
        let bucket = TokenBucket(.unlimited, clock: clock)
        var waits: [Duration] = []
        for _ in 0..<9 {
            let before = clock.elapsed
            await bucket.settle(try await bucket.ticket(), .refused(retryAfter: nil))
            waits.append(clock.elapsed - before)
        }
        #expect(waits == [0, 1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    }

    @Test func aCancelledTaskLeavesTheQueue() async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(RateLimit(rate: 1, burst: 1), clock: clock)
        await bucket.settle(try await bucket.ticket(), .answered(remaining: nil))
        let queue = Queue(bucket, count: 3)
        await queue.untilWaiting(3)
        await queue.cancel(0)
        await queue.cancel(2)
        await clock.sleepers(1)
        clock.advance(by: .seconds(1))
        await queue.untilAdmitted(1)
        #expect(await queue.order == [1])
    }

    @Test func aTaskCancelledBeforeItAsksGetsNothing() async throws {
        let bucket = TokenBucket(.unlimited, clock: ManualClock())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await bucket.ticket()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func withoutALimitThousandsPassAtOnce() async throws {
        let clock = ManualClock()
        let bucket = TokenBucket(.unlimited, clock: clock)
        for _ in 0..<10_000 { _ = try await bucket.ticket() }
        #expect(clock.sleeps.isEmpty)
    }

    @Test func thousandsMayWait() async throws {
        let clock = ManualClock(skips: true)
        let bucket = TokenBucket(RateLimit(rate: 10, burst: 100), clock: clock)
        await bucket.settle(try await bucket.ticket(), .answered(remaining: nil))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4_999 {
                group.addTask { await bucket.settle(try await bucket.ticket(), .answered(remaining: nil)) }
            }
            try await group.waitForAll()
        }
        #expect(abs(clock.elapsed / .seconds(1) - 490) < 0.001)
    }
}

/// Tasks that wait for tickets, started one after the other.
private actor Queue {
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
        guard let ticket = try? await bucket.ticket() else { return }
        tickets.append((number, ticket))
    }

    var admitted: Int { tickets.count }

    /// The admitted tasks in the order of their tickets; the tasks may run in another order.
    var order: [Int] { tickets.sorted { $0.ticket.number < $1.ticket.number }.map(\.waiter) }

    func ticket(_ position: Int) -> TokenBucket.Ticket { tickets[position].ticket }

    func cancel(_ number: Int) { tasks[number].cancel() }

    func untilAdmitted(_ count: Int) async { while admitted < count { await Task.yield() } }

    func untilWaiting(_ count: Int) async { while await bucket.waiting < count { await Task.yield() } }
}
