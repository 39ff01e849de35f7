/// Failures of single requests. The seed, the target and the number of earlier requests for it decide which ones fail, so
/// the same reading meets the same failures, whatever its order.
package struct Faults: Hashable, Sendable {
    package var seed: UInt64
    /// The share of requests that fail.
    package var share: Double
    /// The most failures of one target: a client with 8 attempts succeeds.
    package var perTarget: Int
    package var kinds: [Kind]
    /// How long a hanging request is held before its connection is dropped.
    package var hang: Duration

    package init(
        seed: UInt64 = 1, share: Double = 0.1, perTarget: Int = 3, kinds: [Kind] = Kind.allCases,
        hang: Duration = .seconds(60)
    ) {
        self.seed = seed
        self.share = share
        self.perTarget = perTarget
        self.kinds = kinds
        self.hang = hang
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// 500, as the version documents it.
        case serverError = "500"
        /// 503 as a web page from the proxy.
        case unavailable = "503-html"
        /// The connection closes without a byte.
        case dropped
        /// The connection closes in the middle of the body.
        case truncated
        /// 200 with the right Content-Length, but the JSON stops in the middle.
        case cutJSON = "cut-json"
        /// 200 with a web page.
        case webPage = "200-html"
        case hang
        case tooManyRequests = "429"
    }
}
