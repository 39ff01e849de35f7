package import Engagement
package import HTTP
package import Mail

/// Sends messages and pings to channels.
package struct Messenger: Sendable {
    /// For one channel.
    package static let timeout = Duration.seconds(20)

    private let http: any HTTPTransport
    private let mail: any MailTransport
    private let timeout: Duration

    /// - Parameter timeout: for one message or ping, from the first byte to the last.
    package init(http: any HTTPTransport, mail: any MailTransport, timeout: Duration = timeout) {
        self.http = http
        self.mail = mail
        self.timeout = timeout
    }

    /// What a ping says.
    package enum Signal: Hashable, Sendable {
        case start, success
        /// With the exit code.
        case failure(Int32)
    }

    /// Sends a message; a channel of pings gets none.
    /// - Throws: `HTTPError`, `MailError` or ``Refusal``; none of them holds a secret or an address.
    package func send(_ message: Message, to channel: Channel, at time: Timestamp) async throws {
        switch channel.kind {
        case .email(let email):
            let id = "\(time.seconds).\(UInt64.random(in: .min ... .max)).octo-site"
            try await mail.send(
                MailMessage(
                    from: email.from, senderName: message.payload.site, to: email.to, subject: message.subject,
                    text: message.text,
                    html: message.html, date: time.seconds, id: id), through: email.server, timeout: timeout)
        case .webhook(let webhook):
            try await exchange(
                HTTPRequest(
                    url: webhook.url, headers: ["Content-Type": "application/json"], timeout: timeout, bodyLimit: 1 << 16,
                    content: Array(Self.body(message, webhook.format).utf8), authorityFile: webhook.authorityFile))
        case .ping: return
        }
    }

    /// `GET url/start`, `GET url`, `GET url/fail?code=3`: the convention of healthchecks.io.
    package func ping(_ ping: Channel.Ping, _ signal: Signal) async throws {
        try await exchange(
            HTTPRequest(
                url: Self.address(ping.url, signal), timeout: timeout, bodyLimit: 1 << 16, authorityFile: ping.authorityFile))
    }

    /// Whether the channel's server can be reached, its certificate is right, and it takes the login; tells it nothing.
    package func reach(_ channel: Channel) async throws {
        switch channel.kind {
        case .email(let email): try await mail.reach(email.server, timeout: timeout)
        case .webhook(let webhook): try await reach(webhook.url, webhook.authorityFile)
        case .ping(let ping): try await reach(ping.url, ping.authorityFile)
        }
    }

    /// Asks for the host's first page, as asking for the address itself would tell something. Any answer will do.
    private func reach(_ url: String, _ authorityFile: String?) async throws {
        let origin = try WebAddress(url).origin
        _ = try await http.send(HTTPRequest(url: origin + "/", timeout: timeout, authorityFile: authorityFile))
    }

    private func exchange(_ request: HTTPRequest) async throws {
        let response = try await http.send(request)
        guard (200...299).contains(response.status) else { throw Refusal(host: request.host, status: response.status) }
    }

    static func body(_ message: Message, _ format: Channel.Webhook.Format) -> String {
        let json: JSON =
            switch format {
            case .json: message.payload.json
            case .slack:
                .object([
                    ("text", .string("\(Style.slackText(message.subject))\n\n\(message.slack)")), ("mrkdwn", .flag(false)),
                ])
            case .teams: TeamsCard.json(of: message)
            }
        return json.text(depth: 0)
    }

    /// A query stays behind the path.
    static func address(_ url: String, _ signal: Signal) -> String {
        let base = url.prefix { $0 != "?" && $0 != "#" }
        let query = url[base.endIndex...].dropFirst().prefix { $0 != "#" }
        let path = base.hasSuffix("/") ? base.dropLast() : base
        switch signal {
        case .success: return String(url.prefix { $0 != "#" })
        case .start: return "\(path)/start" + (query.isEmpty ? "" : "?\(query)")
        case .failure(let code): return "\(path)/fail?" + (query.isEmpty ? "" : "\(query)&") + "code=\(code)"
        }
    }
}
