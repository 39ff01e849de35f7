/// Sends requests within a rate limit, and repeats those for which that may help.
///
/// Repeated with exponential back-off and full jitter: 5xx, 408, 425, time-outs, resets, bodies that are cut short or can't
/// be read. Repeated once: bodies that are whole and say something else than they should. Repeated when the token bucket
/// allows it, until it allows none any more: 429. Never repeated: any other status. A host that can't be reached gets few
/// attempts if it has never answered, and one attempt if it has been silent for long.
package struct Retrying: Sendable {
    package let policy: RetryPolicy
    private let transport: any HTTPTransport
    private let bucket: TokenBucket
    private let counter: RequestCounter
    private let clock: any Clock<Duration>
    private let unixTime: @Sendable () -> Duration
    private let random: @Sendable () -> Double
    private let onPause: @Sendable (Duration) -> Void

    /// - Parameters:
    ///   - clock: measures and waits.
    ///   - unixTime: the time since 1970-01-01T00:00:00Z, for servers that name a moment.
    ///   - random: a number from 0 to 1, for the jitter.
    ///   - onPause: told how long no request is sent after a 429.
    package init(
        _ transport: any HTTPTransport, bucket: TokenBucket, policy: RetryPolicy = RetryPolicy(),
        counter: RequestCounter = RequestCounter(), clock: any Clock<Duration> = ContinuousClock(),
        unixTime: @escaping @Sendable () -> Duration = UnixTime.now,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        onPause: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        self.transport = transport
        self.bucket = bucket
        self.policy = policy
        self.counter = counter
        self.clock = clock
        self.unixTime = unixTime
        self.random = random
        self.onPause = onPause
    }

    /// Sends a request until `read` accepts a response.
    ///
    /// - Parameter read: gets each response for which sending again would not help, or that used up the attempts, whatever
    ///   its status. It throws ``UnreadableBody`` to have the request sent again.
    /// - Throws: ``HTTPError``, `CancellationError`, or what `read` throws.
    package func send<Value>(_ request: HTTPRequest, read: (HTTPResponse) throws -> Value) async throws -> Value {
        var (failures, refusals, wholeBodies) = (0, 0, 0)
        while true {
            switch try await attempt(request, isRetry: failures + refusals > 0) {
            case .failure(let error):
                failures += 1
                guard failures < attempts(after: error) else {
                    await bucket.conclude(isUsable: false)
                    throw error.after(attempts: failures + refusals)
                }
                try await backOff(failures)
            case .success(let response) where response.status == 429:
                guard await !bucket.isClosed else { return try read(response) }
                refusals += 1
            case .success(let response) where response.isFault && failures + 1 < policy.attempts:
                failures += 1
                try await backOff(failures, atLeast: RetryAfter.wait(response.headers, unixTime: unixTime()))
            case .success(let response):
                do {
                    let value = try read(response)
                    await bucket.conclude(isUsable: !response.isFault)
                    return value
                } catch let body as UnreadableBody {
                    failures += 1
                    wholeBodies += body.isWhole ? 1 : 0
                    guard failures < policy.attempts, wholeBodies < 2 else {
                        await bucket.conclude(isUsable: body.isWhole)
                        let error = HTTPError(body.isWhole ? .unexpected : .unreadable, host: request.host, message: body.reason)
                        throw error.after(attempts: failures + refusals)
                    }
                    try await backOff(failures)
                } catch {
                    await bucket.conclude(isUsable: !response.isFault)
                    throw error
                }
            }
        }
    }

    private func attempt(_ request: HTTPRequest, isRetry: Bool) async throws -> Result<HTTPResponse, HTTPError> {
        let ticket: TokenBucket.Ticket
        do {
            ticket = try await bucket.ticket()
        } catch let error as TokenBucket.Closed {
            throw HTTPError(.givenUp, host: request.host, message: error.description)
        }
        counter.countSent(isRetry: isRetry)
        do {
            let response = try await transport.send(request)
            counter.countAnswer(status: response.status, clock: clock)
            if let pause = await bucket.settle(ticket, response.outcome(unixTime: unixTime())) { onPause(pause) }
            return .success(response)
        } catch {
            await bucket.settle(ticket, .unanswered)
            guard let error = error as? HTTPError else { throw error }
            return .failure(error)
        }
    }

    private func attempts(after error: HTTPError) -> Int {
        switch error.code {
        case .failed, .givenUp, .unexpected: 1
        case .unreachable:
            switch counter.silence {
            case nil: policy.unreachableAttempts
            case let silence? where silence > policy.longestSilence: 1
            default: policy.attempts
            }
        case .timedOut, .brokenOff, .unreadable: policy.attempts
        }
    }

    private func backOff(_ failures: Int, atLeast shortest: Duration? = nil) async throws {
        let delay = max(policy.delay(afterFailures: failures, random: random()), shortest ?? .zero)
        try await clock.sleep(for: delay, tolerance: .zero)
    }
}

extension HTTPResponse {
    /// True for a fault of the server, or a matter of timing (408, 425).
    fileprivate var isFault: Bool { status >= 500 || status == 408 || status == 425 }

    fileprivate func outcome(unixTime: Duration) -> TokenBucket.Outcome {
        status == 429
            ? .refused(retryAfter: RetryAfter.wait(headers, unixTime: unixTime))
            : .answered(remaining: headers["x-ratelimiting-remaining"].flatMap(remaining))
    }
}

/// A number of tokens; below 0 is 0, and what is no number is nil.
private func remaining(_ text: String) -> Int? {
    Double(text.filter { !$0.isWhitespace }).flatMap { $0.isNaN ? nil : Int(min(max(0, $0), 1e9)) }
}

extension HTTPError {
    fileprivate func after(attempts: Int) -> HTTPError {
        guard attempts > 1 else { return self }
        return HTTPError(code, host: host, message: "\(message) (tried \(attempts) times)")
    }
}
