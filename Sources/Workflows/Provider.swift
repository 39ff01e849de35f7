import CurlTransport
package import EmailOctopus
package import HTTP

/// An account at EmailOctopus, reached over real HTTP within its rate limit.
package struct Provider: Sendable {
    package let source: any ReportSource
    package let limit: RateLimit
    /// The base address, without the key.
    package let address: String
    private let counter = RequestCounter()

    /// Sends nothing yet.
    ///
    /// - Parameters:
    ///   - userAgent: the program's name and version.
    ///   - onPause: told for how long no request will be sent, after EmailOctopus has answered that there were too many
    ///     (429).
    /// - Throws: `AccessError` for a base address that can't be used.
    package init(
        _ access: Access, userAgent: String, onPause: @escaping @Sendable (_ pause: Duration) -> Void = { _ in }
    ) throws {
        let version = access.spokenVersion
        limit = access.rateLimit ?? version.rateLimit
        address = access.baseURL ?? version.defaultBaseURL
        source = try access.source(over: CurlTransport(userAgent: userAgent), counter: counter, onPause: onPause)
    }

    /// How many requests have been sent, retries included.
    package var requests: Int { counter.sent }
}
