import Basics
package import Mail

/// Where messages go, and which.
package struct Channel: Hashable, Sendable {
    package var kind: Kind
    /// What is told there; a ping is told of every run.
    package var topics: Set<Topic>

    package enum Topic: String, Sendable, CaseIterable {
        /// Numbers that do not match, and an update that failed: at once, and again when it is over.
        case problem
        /// A campaign's results: the first night, and at 3, 7 and 30 days.
        case campaign
        /// Once a week, and once as a welcome.
        case digest
    }

    package enum Kind: Hashable, Sendable {
        case email(Email)
        case webhook(Webhook)
        case ping(Ping)
    }

    package struct Email: Hashable, Sendable {
        package var server: MailServer
        package var from: MailAddress
        package var to: [MailAddress]

        package init(server: MailServer, from: MailAddress, to: [MailAddress]) {
            self.server = server
            self.from = from
            self.to = to
        }
    }

    package struct Webhook: Hashable, Sendable {
        package enum Format: String, Sendable, CaseIterable { case json, slack, teams }

        /// A secret: whoever knows it can post.
        package var url: String
        package var format: Format
        package var authorityFile: String?

        package init(url: String, format: Format, authorityFile: String? = nil) {
            self.url = url
            self.format = format
            self.authorityFile = authorityFile
        }
    }

    package struct Ping: Hashable, Sendable {
        /// A secret: whoever knows it can report.
        package var url: String
        package var authorityFile: String?

        package init(url: String, authorityFile: String? = nil) {
            self.url = url
            self.authorityFile = authorityFile
        }
    }

    package init(_ kind: Kind, topics: Set<Topic> = Set(Topic.allCases)) {
        self.kind = kind
        self.topics = topics
    }

    /// Under which its ``ChannelMemory`` is kept: the same as long as the messages go to the same place. It holds neither an address
    /// nor a secret.
    package var id: String {
        switch kind {
        case .email(let email): "email-\(Self.mark(email.to.map(\.text).sorted().joined(separator: ",")))"
        case .webhook(let webhook): "webhook-\(Self.mark(webhook.url))"
        case .ping(let ping): "ping-\(Self.mark(ping.url))"
        }
    }

    /// For a person: `email by mail.example.com`. It holds neither an address nor a secret.
    package var name: String {
        switch kind {
        case .email(let email): "email by \(email.server.host)"
        case .webhook(let webhook):
            "\(webhook.format == .json ? "" : "\(webhook.format.rawValue) ")webhook at \(Self.host(webhook.url))"
        case .ping(let ping): "ping of \(Self.host(ping.url))"
        }
    }

    /// True for what gets messages.
    package var takesMessages: Bool { if case .ping = kind { false } else { true } }

    private static func host(_ url: String) -> String {
        String(url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { !"/?#".contains($0) })
    }

    private static func mark(_ text: String) -> String { FNV1a.hash(text).padded(to: 16, radix: 16) }
}
