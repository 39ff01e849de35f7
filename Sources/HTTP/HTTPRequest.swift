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

/// What came back, whatever its status.
public struct HTTPResponse: Sendable {
    public var status: Int
    /// Names in lower case; the last one wins where a name comes twice.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Carries one request to one host. Redirects are not followed, as the key would travel with them.
public protocol HTTPTransport: Sendable {
    /// - Throws: ``HTTPError``; a response with any status is not an error here. Cancelling the task ends the transfer at once.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// Why no response came, in the transport's own words, without a URL's query.
public struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// No such host, refused, no route: nothing was ever sent.
        case unreachable
        case timedOut
        /// The connection was reset, or the body ended too early.
        case brokenOff
        /// TLS, protocol, an address that can't be read.
        case other
    }

    public var code: Code
    public var host: String
    public var message: String

    public init(_ code: Code, host: String, message: String) {
        self.code = code
        self.host = host
        self.message = message
    }

    public var description: String { "\(host): \(message)" }
}
