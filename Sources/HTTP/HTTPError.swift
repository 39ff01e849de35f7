/// Why no response came, in the transport's own words, without a URL's query.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// No such host, refused, no route, no handshake: nothing was ever sent.
        case unreachable
        case timedOut
        /// The connection was reset, or the body ended too early.
        case brokenOff
        /// The response came, but its body is not what was asked for.
        case unreadable
        /// A certificate, a protocol, a body too large, an address that can't be read: asking again would not help.
        case other
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
