/// Why the provider didn't give what was asked for, in its own words if it has any. Never contains the key.
package struct APIError: Error, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// 401 on v2, 403 with `API_KEY_INVALID` on v1.6.
        case keyRefused
        /// The campaign isn't sent (yet), or belongs to another account: 403 or 404 for its reports.
        case notAvailable
        /// Opens or clicks are not tracked for the campaign (`CAMPAIGN_FEATURE_DISABLED`).
        case featureDisabled
        /// Any other 4xx, a stale cursor among them.
        case refused
        /// 5xx, 429, time-outs, bodies that are cut short or no JSON, until the attempts were used up.
        case unanswered
        /// The provider has given nobody a usable answer for so long that it isn't asked any more in this run.
        case givenUp
        /// The answer is whole, and is not what was asked for; it was the same when it was asked for again.
        case unreadable
        /// The host could not be reached.
        case unreachable
        /// The request can't be carried out: a certificate that can't be verified, a protocol that isn't supported, a response
        /// that is too large. Asking again would fail in the same way.
        case failed
        /// A `next` link that leads to another host, to which the key must not travel.
        case foreignLink
    }

    package var code: Code
    /// The HTTP status, if there was a response.
    package var status: Int?
    /// The provider's own words, or the transport's.
    package var message: String
    /// What was asked for, without the key: `GET https://api.emailoctopus.com/campaigns`.
    package var request: String

    package init(_ code: Code, status: Int? = nil, message: String, request: String) {
        self.code = code
        self.status = status
        self.message = message
        self.request = request
    }

    /// True if the provider has given nobody a usable answer for so long that it isn't asked any more in this run. The last 429
    /// before that is one of its signs.
    package var isGivenUp: Bool { code == .givenUp || code == .unanswered && status == 429 }

    /// True if asking again in the same run may help.
    package var mayPass: Bool { code == .unanswered && !isGivenUp || code == .unreachable }

    package var description: String {
        let answer = status.map { " (HTTP \($0))" } ?? ""
        return "\(request): \(message)\(answer)"
    }
}
