/// An absolute http or https address, split by RFC 3986 as far as an API client needs it: without user and fragment.
package struct WebAddress: Hashable, Sendable {
    /// `http` or `https`.
    package var scheme: String
    /// In lower case; an IPv6 address without its brackets.
    package var host: String
    /// The default of the scheme if the address gives none.
    package var port: Int
    /// Empty, or begins with a slash; spelled as in the address.
    package var path: String
    /// Without its question mark, spelled as in the address; nil if there is none.
    package var query: String?

    /// - Throws: ``InvalidAddress``, whose sentence does not repeat the address, because it may hold a key.
    package init(_ text: some StringProtocol) throws(InvalidAddress) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw InvalidAddress(message: "it holds spaces or characters that must be percent-encoded")
        }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            throw InvalidAddress(message: "it does not begin with http:// or https://")
        }
        scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw InvalidAddress(message: "it does not begin with http:// or https://")
        }
        let rest = text[colon...].dropFirst(3).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else {
            throw InvalidAddress(message: "it holds a user name, which can't be used here")
        }
        (host, port) = try Self.hostAndPort(String(authority), scheme: scheme)
        let target = rest[authority.endIndex...]
        path = String(target.prefix { $0 != "?" })
        query = target.firstIndex(of: "?").map { String(target[$0...].dropFirst()) }
    }

    /// Scheme, host and, unless it is the scheme's default, port: `https://api.emailoctopus.com`.
    package var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == Self.defaultPort(scheme) ? "\(scheme)://\(name)" : "\(scheme)://\(name):\(port)"
    }

    /// True for this machine: `localhost`, `127.x.x.x`, `::1`.
    package var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) })
    }

    /// True if the port is the scheme's own, be it written or left out.
    package var hasDefaultPort: Bool { port == Self.defaultPort(scheme) }

    private static func defaultPort(_ scheme: String) -> Int { scheme == "https" ? 443 : 80 }

    private static func hostAndPort(_ authority: String, scheme: String) throws(InvalidAddress) -> (String, Int) {
        var host = authority[...]
        var port: Substring?
        if host.hasPrefix("[") {
            guard let bracket = host.firstIndex(of: "]") else {
                throw InvalidAddress(message: "its host lacks a closing ]")
            }
            let tail = host[bracket...].dropFirst()
            guard tail.isEmpty || tail.hasPrefix(":") else { throw InvalidAddress(message: "its host can't be read") }
            port = tail.isEmpty ? nil : tail.dropFirst()
            host = host[..<bracket].dropFirst()
        } else if let colon = host.firstIndex(of: ":") {
            port = host[colon...].dropFirst()
            host = host[..<colon]
        }
        guard !host.isEmpty else { throw InvalidAddress(message: "it names no host") }
        guard let port, !port.isEmpty else { return (host.lowercased(), defaultPort(scheme)) }
        guard let number = Int(port), (1...65_535).contains(number) else {
            throw InvalidAddress(message: "its port is not a number from 1 to 65535")
        }
        return (host.lowercased(), number)
    }
}
