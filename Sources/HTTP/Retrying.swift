/// Sends requests within a rate limit, and again where that may help.
///
/// Again: 5xx, 408, 425, time-outs, resets, bodies that broke off or can't be read, with exponential back-off and full
/// jitter; 429 when the token bucket opens again. Never: any other status. A host that can't be reached is given up soon if
/// it has never answered, and in the end if it has fallen silent.
package struct Retrying: Sendable {
    package var transport: any HTTPTransport
    package var bucket: TokenBucket
    package var policy: RetryPolicy
    package var counter: RequestCounter
    package var time: Timekeeper
    /// Told for how many seconds the provider is left alone after a 429.
    package var onPause: @Sendable (Double) -> Void

    package init(
        _ transport: any HTTPTransport, bucket: TokenBucket, policy: RetryPolicy = RetryPolicy(),
        counter: RequestCounter = RequestCounter(), time: Timekeeper = .system,
        onPause: @escaping @Sendable (Double) -> Void = { _ in }
    ) {
        self.transport = transport
        self.bucket = bucket
        self.policy = policy
        self.counter = counter
        self.time = time
        self.onPause = onPause
    }

    /// Sends until there is a response that `read` accepts.
    ///
    /// - Parameter read: given each response that sending again would not better, or that used up the attempts, whatever its
    /// - Throws: ``HTTPError``, `CancellationError`, or what `read` throws.
    package func send<Value>(_ request: HTTPRequest, read: (HTTPResponse) throws -> Value) async throws -> Value {
        var (failures, refusals) = (0, 0)
        while true {
            switch try await attempt(request, isRetry: failures + refusals > 0) {
            case .failure(let error):
                failures += 1
                guard failures < attempts(after: error) else { throw error.after(attempts: failures + refusals) }
                try await backOff(failures)
            case .success(let response) where response.status == 429 && refusals + 1 < policy.refusals:
                refusals += 1
            case .success(let response) where response.isFault && failures + 1 < policy.attempts:
                failures += 1
                try await backOff(failures, atLeast: RetryAfter.seconds(response.headers, unixTime: time.unixTime()))
            case .success(let response):
                do {
                    return try read(response)
                } catch let body as UnreadableBody {
                    failures += 1
                    guard failures < policy.attempts else {
                        let error = HTTPError(.unreadable, host: request.host, message: body.reason)
                        throw error.after(attempts: failures + refusals)
                    }
                    try await backOff(failures)
                }
            }
        }
    }

    private func attempt(_ request: HTTPRequest, isRetry: Bool) async throws -> Result<HTTPResponse, HTTPError> {
        let ticket = try await bucket.take()
        counter.countSent(isRetry: isRetry)
        do {
            let response = try await transport.send(request)
            counter.countAnswer(status: response.status, at: time.now())
            if let pause = await bucket.settle(ticket, response.outcome(unixTime: time.unixTime())) { onPause(pause) }
            return .success(response)
        } catch {
            await bucket.settle(ticket, .unanswered)
            guard let error = error as? HTTPError else { throw error }
            return .failure(error)
        }
    }

    private func attempts(after error: HTTPError) -> Int {
        switch error.code {
        case .other: 1
        case .unreachable:
            switch counter.silence(at: time.now()) {
            case nil: policy.unreachableAttempts
            case let silence? where silence > policy.longestSilence: 1
            default: policy.attempts
            }
        case .timedOut, .brokenOff, .unreadable: policy.attempts
        }
    }

    private func backOff(_ failures: Int, atLeast wish: Double? = nil) async throws {
        let delay = max(policy.delay(afterFailures: failures, random: time.random()), wish ?? 0)
        try await time.sleep(time.now() + delay)
    }
}

/// A reader's word that a response's body is not what was asked for, and that asking again may help: cut short, or a
/// proxy's page instead of JSON.
package struct UnreadableBody: Error, Hashable, Sendable {
    /// A sentence.
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

extension HTTPResponse {
    /// The server's fault, or a matter of timing (408, 425).
    fileprivate var isFault: Bool { status >= 500 || status == 408 || status == 425 }

    fileprivate func outcome(unixTime: Double) -> TokenBucket.Outcome {
        status == 429
            ? .refused(retryAfter: RetryAfter.seconds(headers, unixTime: unixTime))
            : .answered(remaining: headers["x-ratelimiting-remaining"].flatMap { Int($0) })
    }
}

extension HTTPRequest {
    /// The host, or the address up to its query where it can't be read.
    package var host: String { (try? WebAddress(url))?.host ?? String(url.prefix { $0 != "?" }) }
}

extension HTTPError {
    fileprivate func after(attempts: Int) -> HTTPError {
        guard attempts > 1 else { return self }
        return HTTPError(code, host: host, message: "\(message) (tried \(attempts) times)")
    }
}
