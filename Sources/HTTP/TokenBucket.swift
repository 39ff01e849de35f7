import Basics

/// Keeps a client just below a provider's rate limit. All requests wait in one queue.
///
/// A caller takes a ticket before it sends a request, and settles the ticket when the exchange has ended, whatever the
/// result. Tokens come back at the limit's rate, beginning with the end of the first exchange: the provider's clock started
/// before that, so its bucket always holds at least as many tokens as this one. The first exchange goes alone, because its
/// answer says how full the provider's bucket really is.
///
/// After a 429 nothing is sent until the given time. Then one exchange goes alone, and the others follow when it is
/// answered. When the host has given no usable answer for long, by many 429s or by many requests that failed for good, the
/// bucket closes and gives no more tickets.
package actor TokenBucket {
    /// Permission to send one request.
    package struct Ticket: Sendable {
        let number: Int
    }

    /// How an exchange ended.
    package enum Outcome: Sendable {
        /// With a response; `remaining` is the number of tokens that the provider reports as left.
        case answered(remaining: Int?)
        /// With a 429; `retryAfter` is nil if the provider gives no time.
        case refused(retryAfter: Duration?)
        case unanswered
    }

    /// The host has given no usable answer for long.
    package enum Closed: Error, Hashable, Sendable, CustomStringConvertible {
        /// So many pauses running after a 429, together of this length.
        case refused(pauses: Int, time: Duration)
        /// So many requests running, each tried as often as allowed, in this time since the last usable answer.
        case failed(requests: Int, time: Duration)

        package var description: String {
            switch self {
            case .refused(let pauses, let time):
                "The host refuses every request (429, too many requests): \(pauses) pauses, together "
                    + "\(time.components.seconds / 60) minutes, have brought no answer"
            case .failed(let requests, let time):
                "The host has given no usable answer for \(time.components.seconds / 60) minutes, to \(requests) requests "
                    + "that were tried again and again"
            }
        }
    }

    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Ticket, any Error>
    }

    private let clock: any Clock<Duration>
    /// The time since the bucket was made. All moments below are such times.
    private let elapsed: @Sendable () -> Duration
    private let longest: RefusalLimit
    private var limit: RateLimit
    private var tokens: Double
    /// When `tokens` was right; nil before the first exchange has ended.
    private var countedAt: Duration?
    private var pausedUntil = Duration.zero
    private var goesAlone: Bool
    private var granted = 0
    /// Numbers of the tickets that are not settled yet.
    private var underWay: Set<Int> = []
    /// Successive 429s, those of one burst counted once, and how many tickets had been given when the last one came.
    private var refusals = 0
    private var grantedAtRefusal = 0
    /// How long they have stopped everything, together.
    private var refusedTime = Duration.zero
    /// Successive requests that failed for good, and when the last usable answer came.
    private var failures = 0
    private var usableAt = Duration.zero
    private var closed: Closed?
    private var waiters: [Waiter] = []
    private var nextID = 0
    private var isSleeping = false

    /// - Parameter longest: when refusals close the bucket.
    package init(
        _ limit: RateLimit, longest: RefusalLimit = RefusalLimit(), clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.limit = limit
        self.longest = longest
        self.clock = clock
        elapsed = clock.stopwatch()
        tokens = limit.burst
        goesAlone = !limit.isUnlimited
    }

    /// The length of the queue.
    package var waiting: Int { waiters.count }

    /// True if no more tickets are given.
    package var isClosed: Bool { closed != nil }

    /// Waits in the queue for a token.
    /// - Throws: `CancellationError`, at once, if the task is cancelled; it then leaves the queue. ``Closed``.
    package func ticket() async throws -> Ticket {
        try Task.checkCancellation()
        if let closed { throw closed }
        if waiters.isEmpty, isOpen(at: elapsed()) { return grant() }
        nextID += 1
        let id = nextID
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A cancellation before this line has found nothing to remove from the queue.
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiters.append(Waiter(id: id, continuation: continuation))
                admit()
            }
        } onCancel: {
            Task { await self.reject(id) }
        }
    }

    /// Tells how the exchange of a ticket has ended. Must be called once for each ticket.
    /// - Returns: how long nothing is sent from now on, if a 429 delays the next exchange by a second or more.
    @discardableResult
    package func settle(_ ticket: Ticket, _ outcome: Outcome) -> Duration? {
        let now = elapsed()
        underWay.remove(ticket.number)
        if countedAt == nil { countedAt = now }
        count(at: now)
        let isSinceRefusal = ticket.number > grantedAtRefusal
        let opening = max(pausedUntil, now)
        switch outcome {
        case .answered(let remaining):
            if let remaining { correct(remaining, after: ticket) }
            if isSinceRefusal { (goesAlone, refusals, refusedTime) = (false, 0, .zero) }
        case .refused(let retryAfter):
            if isSinceRefusal {
                tighten()
                refusedTime += retryAfter ?? backOff
                if refusals >= longest.pauses, refusedTime >= longest.time {
                    close(.refused(pauses: refusals, time: refusedTime))
                }
            }
            pausedUntil = max(pausedUntil, now + (retryAfter ?? backOff))
        case .unanswered:
            if refusals == 0 { goesAlone = false }
        }
        admit()
        if isClosed { return nil }
        return pausedUntil >= opening + .seconds(1) ? pausedUntil - now : nil
    }

    /// Tells what became of a request after all its attempts: a usable answer, which may be a refusal with a reason, or none.
    package func conclude(isUsable: Bool) {
        let now = elapsed()
        guard !isUsable else { return (failures, usableAt) = (0, now) }
        failures += 1
        guard failures >= longest.pauses, now - usableAt >= longest.time else { return }
        close(.failed(requests: failures, time: now - usableAt))
    }

    /// Gives no more tickets, and rejects all who wait.
    private func close(_ reason: Closed) {
        guard closed == nil else { return }
        closed = reason
        for waiter in waiters { waiter.continuation.resume(throwing: reason) }
        waiters = []
    }

    // MARK: - The bucket

    private func count(at now: Duration) {
        guard let countedAt, now > countedAt else { return }
        tokens = min(limit.burst, tokens + (now - countedAt) / .seconds(1) * limit.rate)
        self.countedAt = now
    }

    /// Takes over the provider's number of tokens if it is smaller than ours: another program uses the account, or a run
    /// ended just before. Requests sent after the answered one and still under way may be missing from that number;
    /// requests answered since have brought a number of their own. One token is kept as a margin.
    private func correct(_ remaining: Int, after ticket: Ticket) {
        let uncounted = underWay.count { $0 > ticket.number }
        tokens = min(tokens, Double(remaining - uncounted - 1))
    }

    /// Empties the bucket and ends bursts, because the provider's limit is tighter than ours.
    private func tighten() {
        refusals += 1
        grantedAtRefusal = granted
        goesAlone = true
        tokens = min(tokens, 0)
        limit.burst = min(limit.burst, 2)
    }

    /// The wait after a 429 that names no time: 1, 2, 4 … 60 seconds.
    private var backOff: Duration { .seconds(min(60, 1 << min(6, max(0, refusals - 1)))) }

    /// The moment at which the next ticket can be given, or nil if that depends on an exchange under way.
    private func nextOpening(at now: Duration) -> Duration? {
        if goesAlone && !underWay.isEmpty { return nil }
        if limit.isUnlimited { return pausedUntil }
        count(at: now)
        // Sums of fractions are inexact: a token that lacks a billionth counts as one.
        if tokens >= 1 - 1e-9 { return pausedUntil }
        return countedAt.map { max(pausedUntil, $0 + limit.time(for: 1 - tokens)) }
    }

    private func isOpen(at now: Duration) -> Bool { nextOpening(at: now).map { $0 <= now } ?? false }

    private func grant() -> Ticket {
        if !limit.isUnlimited { tokens -= 1 }
        granted += 1
        underWay.insert(granted)
        return Ticket(number: granted)
    }

    // MARK: - The queue

    private func admit() {
        var admitted = 0
        let now = elapsed()
        while admitted < waiters.count, isOpen(at: now) {
            waiters[admitted].continuation.resume(returning: grant())
            admitted += 1
        }
        waiters.removeFirst(admitted)
        guard !isSleeping, !waiters.isEmpty, nextOpening(at: now) != nil else { return }
        isSleeping = true
        Task { await sleepUntilOpen() }
    }

    /// Sleeps for the whole queue. An event during the sleep can only delay the opening, never bring it forward.
    private func sleepUntilOpen() async {
        let now = elapsed()
        if let opening = nextOpening(at: now), opening > now {
            do {
                try await clock.sleep(for: opening - now, tolerance: .zero)
            } catch {
                // Only a cancelled task is woken early, and no reference to this one exists.
                preconditionFailure("The token bucket's sleep was cut short: \(error)")
            }
        }
        isSleeping = false
        admit()
    }

    private func reject(_ id: Int) {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: CancellationError())
    }
}
