/// Keeps a client just below a provider's rate limit, with everybody who asks waiting in one line.
///
/// Whoever wants to send takes a ticket and settles it when the exchange has ended, however it ended. Tokens come back
/// at the limit's rate from the end of the first exchange on: the provider's own clock started before that, so its
/// bucket always holds at least what this one believes. The first exchange goes alone, as its answer says how full the
/// provider's bucket really is.
///
/// A 429 stops everybody until the given time; then one exchange goes ahead alone, and only once it is answered do the
/// others follow.
package actor TokenBucket {
    /// Permission to send one request.
    package struct Ticket: Sendable {
        let number: Int
    }

    /// How an exchange ended.
    package enum Outcome: Sendable {
        /// With a response; `remaining` is what the provider says is left in its bucket.
        case answered(remaining: Int?)
        /// With a 429; `retryAfter` in seconds, where the provider says so.
        case refused(retryAfter: Double?)
        case unanswered
    }

    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Ticket, any Error>
    }

    private let time: Timekeeper
    private var limit: RateLimit
    private var tokens: Double
    /// When `tokens` was right; nil before the first exchange has ended.
    private var countedAt: Double?
    private var pausedUntil = -Double.infinity
    private var goesAlone: Bool
    private var granted = 0
    /// Numbers of the tickets that are not settled yet.
    private var underWay: Set<Int> = []
    /// 429s running, those of one burst counted once, and how many tickets were out when the last one came.
    private var refusals = 0
    private var grantedAtRefusal = 0
    private var waiters: [Waiter] = []
    private var nextID = 0
    private var isSleeping = false

    package init(_ limit: RateLimit, time: Timekeeper = .system) {
        self.limit = limit
        self.time = time
        tokens = limit.burst
        goesAlone = !limit.isUnlimited
    }

    /// How many wait in line.
    package var waiting: Int { waiters.count }

    /// Waits in line for a token.
    /// - Throws: `CancellationError`, at once, if the task is cancelled; its place in the line is given up.
    package func take() async throws -> Ticket {
        try Task.checkCancellation()
        if waiters.isEmpty, isOpen(at: time.now()) { return grant() }
        nextID += 1
        let id = nextID
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A cancellation before this line found nobody to send away.
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiters.append(Waiter(id: id, continuation: continuation))
                admit()
            }
        } onCancel: {
            Task { await self.sendAway(id) }
        }
    }

    /// Says how the exchange that the ticket was taken for has ended. Must be called once a ticket.
    /// - Returns: seconds for which everybody has to wait now, where a 429 puts the next exchange off by a second or more.
    @discardableResult
    package func settle(_ ticket: Ticket, _ outcome: Outcome) -> Double? {
        let now = time.now()
        underWay.remove(ticket.number)
        if countedAt == nil { countedAt = now }
        count(at: now)
        let isNews = ticket.number > grantedAtRefusal
        let opening = max(pausedUntil, now)
        switch outcome {
        case .answered(let remaining):
            if let remaining { correct(remaining, after: ticket) }
            if isNews { (goesAlone, refusals) = (false, 0) }
        case .refused(let retryAfter):
            if isNews { tighten() }
            pausedUntil = max(pausedUntil, now + (retryAfter ?? backOff))
        case .unanswered:
            if refusals == 0 { goesAlone = false }
        }
        admit()
        return pausedUntil >= opening + 1 ? pausedUntil - now : nil
    }

    // MARK: - The bucket

    private func count(at now: Double) {
        guard let countedAt, now > countedAt else { return }
        tokens = min(limit.burst, tokens + (now - countedAt) * limit.rate)
        self.countedAt = now
    }

    /// Believes the provider where it has less than we thought (somebody else uses the account, or a run ended just
    /// before). What was sent after the answered request and is still under way may not be in the provider's number
    /// yet; what has been answered meanwhile has brought a number of its own. One token is kept as a margin.
    private func correct(_ remaining: Int, after ticket: Ticket) {
        let uncounted = underWay.count { $0 > ticket.number }
        tokens = min(tokens, Double(remaining - uncounted - 1))
    }

    /// The provider's limit is tighter than ours: nothing is left, and no more bursts.
    private func tighten() {
        refusals += 1
        grantedAtRefusal = granted
        goesAlone = true
        tokens = min(tokens, 0)
        limit.burst = min(limit.burst, 2)
    }

    /// Seconds to wait after a 429 that names no time: 1, 2, 4 … 60.
    private var backOff: Double { min(60, Double(1 << min(6, max(0, refusals - 1)))) }

    /// The moment the next ticket can be given, or nil if that depends on an exchange under way.
    private func nextOpening(at now: Double) -> Double? {
        if goesAlone && !underWay.isEmpty { return nil }
        if limit.isUnlimited { return pausedUntil }
        count(at: now)
        // Sums of fractions: a token that lacks a billionth is a token.
        if tokens >= 1 - 1e-9 { return pausedUntil }
        return countedAt.map { max(pausedUntil, $0 + (1 - tokens) / limit.rate) }
    }

    private func isOpen(at now: Double) -> Bool { nextOpening(at: now).map { $0 <= now } ?? false }

    private func grant() -> Ticket {
        if !limit.isUnlimited { tokens -= 1 }
        granted += 1
        underWay.insert(granted)
        return Ticket(number: granted)
    }

    // MARK: - The line

    private func admit() {
        var admitted = 0
        let now = time.now()
        while admitted < waiters.count, isOpen(at: now) {
            waiters[admitted].continuation.resume(returning: grant())
            admitted += 1
        }
        waiters.removeFirst(admitted)
        guard !isSleeping, !waiters.isEmpty, nextOpening(at: now) != nil else { return }
        isSleeping = true
        Task { await sleepUntilOpen() }
    }

    /// One sleeper for the whole line. What happens meanwhile can only put the opening off, never bring it forward.
    private func sleepUntilOpen() async {
        let now = time.now()
        if let opening = nextOpening(at: now), opening > now {
            do {
                try await time.sleep(opening)
            } catch {
                // Only a cancelled task is woken early, and nobody holds this one.
                preconditionFailure("The token bucket's sleep was cut short: \(error)")
            }
        }
        isSleeping = false
        admit()
    }

    private func sendAway(_ id: Int) {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: CancellationError())
    }
}
