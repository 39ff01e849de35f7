/// A GET request, the only kind that the provider's reports need.
package struct HTTPRequest: Hashable, Sendable {
    /// Absolute, http or https. A v1.6 URL holds the key in its query: never print one.
    package var url: String
    package var headers: [String: String]
    /// How long the whole exchange may take; zero means no limit.
    package var timeout: Duration

    package init(url: String, headers: [String: String] = [:], timeout: Duration = .seconds(30)) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
    }

    /// The host, or the address without its query if the address can't be read.
    package var host: String { (try? WebAddress(url))?.host ?? String(url.prefix { $0 != "?" }) }
}
