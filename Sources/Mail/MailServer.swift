/// A server that takes messages, and how it is spoken to.
package struct MailServer: Hashable, Sendable {
    package enum Security: Hashable, Sendable {
        /// TLS from the first byte, `smtps://`.
        case tls
        /// `smtp://`: encrypted before anything else is said (STARTTLS); a server that does not offer it is refused.
        case startTLS
        /// Not encrypted: for a server on this machine or in a network of one's own.
        case none
    }

    package struct Login: Hashable, Sendable {
        package var user: String
        package var password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    package var login: Login?
    /// A file with the certificates that are trusted instead of the system's; nil for the system's.
    package var authorityFile: String?

    package init(
        host: String, port: Int, security: Security, login: Login? = nil, authorityFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.authorityFile = authorityFile
    }

    /// Reads `smtps://mail.example.com:465` or `smtp://mail.example.com:587`; these ports are the defaults. Nil for anything else:
    /// another scheme, a user name, a path.
    package init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(smtps?):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]+)(?::([0-9]{1,5}))?\/?/) else {
            return nil
        }
        let isTLS = match.1 == "smtps"
        guard let port = match.3.map({ Int($0) }) ?? (isTLS ? 465 : 587), (1...65_535).contains(port) else { return nil }
        self.init(host: String(match.2).lowercased(), port: port, security: isTLS ? .tls : .startTLS)
    }

    /// `smtps://mail.example.com:465`
    package var address: String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)" }

    /// True for this machine.
    package var isLoopback: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") }
}
