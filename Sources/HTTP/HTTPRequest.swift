/// A GET: all that the provider's reports need.
public struct HTTPRequest: Hashable, Sendable {
    /// Absolute, http or https. A v1.6 URL holds the key in its query: never print one.
    public var url: String
    public var headers: [String: String]
    /// Seconds until the whole exchange counts as hung.
    public var timeout: Double

    public init(url: String, headers: [String: String] = [:], timeout: Double = 30) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
    }
}
