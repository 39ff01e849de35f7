package import HTTP

/// A version of EmailOctopus' API.
package enum APIVersion: String, Sendable, Codable, CaseIterable {
    case v2
    case v16 = "v1.6"

    /// True if a report's rows carry the contact's fields; otherwise they are read from the contact's list.
    package var rowsCarryFields: Bool { self == .v16 }

    /// The rows that each page is asked for: the most that the version gives.
    package var pageSize: Int { 100 }

    /// The version for a key: keys made for v2 begin with `eo_` and open every version, older keys open v1.6 only.
    package static func detect(key: APIKey) -> APIVersion { key.secret.hasPrefix("eo_") ? .v2 : .v16 }

    /// Just below the provider's own limit, because exceeding it may block the account for a minute.
    ///
    /// v2 allows 10 requests a second and 100 at once (<https://emailoctopus.com/api-documentation/v2>). v1.6 allows 5 a
    /// second, by the stricter of two copies of <https://help.emailoctopus.com/article/91-api-limits>, which doesn't say how
    /// they are counted. So requests of v1.6 go out one by one and a little slower: no second contains a sixth request,
    /// wherever the second begins and although the network moves some requests closer together.
    package var rateLimit: RateLimit {
        switch self {
        case .v2: RateLimit(rate: 10, burst: 98)
        case .v16: RateLimit(rate: 4.8, burst: 1)
        }
    }

    /// The provider's address.
    package var defaultBaseURL: String {
        switch self {
        case .v2: "https://api.emailoctopus.com"
        case .v16: "https://emailoctopus.com/api/1.6"
        }
    }
}
