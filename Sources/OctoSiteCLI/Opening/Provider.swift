import Basics
import CurlTransport
import EmailOctopus
import HTTP

/// The provider as the settings name it: real HTTP, within its limits.
struct Provider: Sendable {
    let source: any ReportSource
    let counter = RequestCounter()
    let limit: RateLimit
    /// Where it answers, without the key.
    let address: String

    /// - Throws: ``UsageError`` or `AccessError`; nothing is sent yet.
    init(_ settings: Settings, console: Console) throws {
        let access = Access(key: try APIKey(try settings.apiKey()), version: settings.api, baseURL: settings.baseURL)
        let own = access.spokenVersion.rateLimit
        limit = RateLimit(rate: settings.rate ?? own.rate, burst: settings.burst.map(Double.init) ?? own.burst)
        address = settings.baseURL ?? access.spokenVersion.defaultBaseURL
        var limited = access
        limited.rateLimit = limit
        limited.requestTimeout = settings.requestTimeout
        source = try limited.source(over: CurlTransport(userAgent: "octo-site/\(Version.text)"), counter: counter) { seconds in
            console.say("The provider has had enough requests for now (429): waiting \(DurationText.text(seconds: seconds)).")
        }
    }

    /// How many requests have gone out.
    var requests: @Sendable () -> Int { { [counter] in counter.sent } }
}
