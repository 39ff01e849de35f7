/// Why a request got no response, in the transport's own words and without the query of the URL.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// No such host, connection refused, no route, no handshake: nothing was sent.
        case unreachable
        case timedOut
        /// The connection was reset, or the body ended too early.
        case brokenOff
        /// The response is complete, but its body is not what was asked for.
        case unreadable
        /// The same, but the body is whole, and was as wrong when it was asked for again.
        case unexpected
        /// The host has given nobody a usable answer for so long that this run asks no more.
        case givenUp
        /// A bad certificate, an unsupported protocol, a body that is too large, an address that can't be read: sending the
        /// request again would fail in the same way.
        case failed
    }

    package var code: Code
    package var host: String
    package var message: String

    package init(_ code: Code, host: String, message: String) {
        self.code = code
        self.host = host
        self.message = message
    }

    package var description: String { "\(host): \(message)" }
}
