package import HTTP

/// Everything it takes to reach one account.
package struct Access: Sendable {
    package var key: APIKey
    /// Nil chooses by the key: ``APIVersion/detect(key:)``.
    package var version: APIVersion?
    /// A stand-in for the provider, replacing the version's whole base; nil is the provider itself. v1.6's includes its
    /// `/api/1.6`, which is appended where it is missing.
    package var baseURL: String?
    /// Nil is the version's own: ``APIVersion/rateLimit``.
    package var rateLimit: RateLimit?
    package var retries: RetryPolicy
    /// Seconds a request may take.
    package var requestTimeout: Double

    package init(
        key: APIKey, version: APIVersion? = nil, baseURL: String? = nil, rateLimit: RateLimit? = nil,
        retries: RetryPolicy = RetryPolicy(), requestTimeout: Double = 30
    ) {
        self.key = key
        self.version = version
        self.baseURL = baseURL
        self.rateLimit = rateLimit
        self.retries = retries
        self.requestTimeout = requestTimeout
    }

    /// The version that will be spoken.
    package var spokenVersion: APIVersion { version ?? .detect(key: key) }

    /// The account, ready to be asked. All that is asked of one source shares one token bucket.
    ///
    /// - Parameters:
    ///   - counter: counts what goes out, retries included.
    ///   - onPause: told for how many seconds the provider is left alone after a 429.
    /// - Throws: ``AccessError`` if the base address can't be used.
    package func source(
        over transport: any HTTPTransport, counter: RequestCounter = RequestCounter(), time: Timekeeper = .system,
        onPause: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(AccessError) -> any ReportSource {
        let bucket = TokenBucket(rateLimit ?? spokenVersion.rateLimit, time: time)
        let client = Client(
            base: try Base(baseURL, version: spokenVersion), key: key, version: spokenVersion,
            requestTimeout: requestTimeout,
            retrying: Retrying(transport, bucket: bucket, policy: retries, counter: counter, time: time, onPause: onPause))
        switch spokenVersion {
        case .v2: return V2Source(client: client)
        case .v16: return V16Source(client: client)
        }
    }
}

extension APIVersion {
    /// Keys made for v2 begin with `eo_`; they open every version, while older ones open v1.6 only.
    package static func detect(key: APIKey) -> APIVersion { key.secret.hasPrefix("eo_") ? .v2 : .v16 }

    /// Just below the provider's own. v2: 10 a second and 100 at once
    /// (<https://emailoctopus.com/api-documentation/v2>); v1.6: 5 a second, by the stricter of two copies of
    /// <https://help.emailoctopus.com/article/91-api-limits>, which doesn't say how they are counted. So they go out one by one
    /// and a little slower: no second holds a sixth, wherever it begins and though the network brings some closer together. Going
    /// over may block the account for a minute.
    package var rateLimit: RateLimit {
        switch self {
        case .v2: RateLimit(rate: 10, burst: 98)
        case .v16: RateLimit(rate: 4.8, burst: 1)
        }
    }

    /// Where the provider answers.
    package var defaultBaseURL: String {
        switch self {
        case .v2: "https://api.emailoctopus.com"
        case .v16: "https://emailoctopus.com/api/1.6"
        }
    }
}
