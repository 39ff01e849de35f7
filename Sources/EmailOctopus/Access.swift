package import HTTP

/// All that is needed to reach one account.
package struct Access: Sendable {
    package var key: APIKey
    /// Nil chooses by the key: ``APIVersion/detect(key:)``.
    package var version: APIVersion?
    /// Replaces the version's base address, for a server that stands in for the provider; nil is the provider itself. For v1.6
    /// the address ends in `/api/1.6`, which is appended if it is missing.
    package var baseURL: String?
    /// Nil is the version's own: ``APIVersion/rateLimit``.
    package var rateLimit: RateLimit?
    package var retries: RetryPolicy
    /// How long one request may take.
    package var requestTimeout: Duration

    package init(
        key: APIKey, version: APIVersion? = nil, baseURL: String? = nil, rateLimit: RateLimit? = nil,
        retries: RetryPolicy = RetryPolicy(), requestTimeout: Duration = .seconds(30)
    ) {
        self.key = key
        self.version = version
        self.baseURL = baseURL
        self.rateLimit = rateLimit
        self.retries = retries
        self.requestTimeout = requestTimeout
    }

    /// The version that requests use.
    package var spokenVersion: APIVersion { version ?? .detect(key: key) }

    /// The account as a source of reports. All requests of one source share one token bucket.
    ///
    /// - Parameters:
    ///   - counter: counts the requests, repeated ones included.
    ///   - clock: measures and waits.
    ///   - unixTime: the time since 1970-01-01T00:00:00Z.
    ///   - onPause: told how long no request is sent after a 429.
    /// - Throws: ``AccessError`` if the base address can't be used.
    package func source(
        over transport: any HTTPTransport, counter: RequestCounter = RequestCounter(),
        clock: any Clock<Duration> = ContinuousClock(), unixTime: @escaping @Sendable () -> Duration = UnixTime.now,
        onPause: @escaping @Sendable (Duration) -> Void = { _ in }
    ) throws(AccessError) -> any ReportSource {
        let bucket = TokenBucket(rateLimit ?? spokenVersion.rateLimit, clock: clock)
        return Client(
            base: try BaseAddress(baseURL, version: spokenVersion), key: key, version: spokenVersion,
            requestTimeout: requestTimeout,
            retrying: Retrying(
                transport, bucket: bucket, policy: retries, counter: counter, clock: clock, unixTime: unixTime, onPause: onPause))
    }
}
