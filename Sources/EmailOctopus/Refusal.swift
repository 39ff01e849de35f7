import HTTP

/// A response that is no success: the provider's message, and what it means.
///
/// v1.6 sends `{"error": {"code", "message"}}` (some clients have met the two at the top level), v2 `{"title",
/// "detail", "status", "type", "errors": [{"detail", "parameter"}]}` with an identifier after the `#` of `type`. A
/// proxy in front of the API may answer with HTML.
struct Refusal {
    /// The provider's name of the problem: `CAMPAIGN_NOT_SENT`, `access-denied`. Nil if there is none.
    let identifier: String?
    /// A sentence, in the provider's own words if it has any.
    let message: String
    private let status: Int

    init(_ response: HTTPResponse) {
        status = response.status
        // A body that isn't JSON gives no message; the sentence of `statusMessage` says so.
        let body = (try? JSONDocument(response.body))?.root
        let error = body?["error"]
        let problem = error?.isObject == true ? error : body
        identifier =
            problem?["code"]?.string
            ?? problem?["type"]?.string.flatMap { $0.split(separator: "#").last.map(String.init) }
        let candidates = [problem?["message"], problem?["detail"], error, problem?["title"]]
        let sentence = candidates.compactMap { $0?.string }.first { !$0.isEmpty }
        let details = problem?["errors"]?.elements.compactMap(Self.detail) ?? []
        message = ([sentence ?? Self.statusMessage(response)] + details).joined(separator: " ")
    }

    private static func detail(_ error: JSONValue) -> String? {
        guard let detail = error["detail"]?.string else { return error.string }
        return (error["parameter"] ?? error["pointer"])?.string.map { "\($0): \(detail)" } ?? detail
    }

    private static func statusMessage(_ response: HTTPResponse) -> String {
        if (300..<400).contains(response.status) {
            // Its query may contain the key.
            let target = response.headers["location"].map { String($0.prefix { $0 != "?" }) } ?? "nowhere"
            return "The host redirects to \(target), where the key is not sent. Is the base address right?"
        }
        let reason = reasons[response.status].map { " (\($0))" } ?? ""
        return "The host answered with status \(response.status)\(reason) and gave no reason that can be read"
    }

    private static let reasons = [
        400: "bad request", 401: "unauthorized", 403: "forbidden", 404: "not found", 405: "method not allowed",
        409: "conflict", 410: "gone", 422: "unprocessable content", 429: "too many requests",
        500: "internal server error", 502: "bad gateway", 503: "service unavailable", 504: "gateway timeout",
    ]

    /// True if the provider's name of the problem is one that it documents for a campaign or a key.
    var isKnown: Bool {
        ["API_KEY_INVALID", "UNAUTHORISED"].contains(identifier) || identifier?.hasPrefix("CAMPAIGN_") == true
    }

    /// Decided by the identifier if it is known, otherwise by the status.
    func code(isReport: Bool) -> APIError.Code {
        switch identifier {
        case "API_KEY_INVALID", "unauthorized": .keyRefused
        case "CAMPAIGN_FEATURE_DISABLED": .featureDisabled
        case "CAMPAIGN_NOT_SENT", "CAMPAIGN_NOT_FOUND": .notAvailable
        // The key is valid, but not allowed to do this.
        case "UNAUTHORISED", "access-denied", "not-found": isReport ? .notAvailable : .refused
        default:
            switch status {
            case 401: .keyRefused
            case 403, 404: isReport ? .notAvailable : .refused
            case 408, 425, 429, 500...: .unanswered
            default: .refused
            }
        }
    }
}
