/// A GET: all that the provider's reports need.
package struct HTTPRequest: Hashable, Sendable {
    /// Absolute, http or https. A v1.6 URL holds the key in its query: never print one.
    package var url: String
    package var headers: [String: String]
    /// Seconds until the whole exchange counts as hung.
    package var timeout: Double

    package init(url: String, headers: [String: String] = [:], timeout: Double = 30) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
    }
}
