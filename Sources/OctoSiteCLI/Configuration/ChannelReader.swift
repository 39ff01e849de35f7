import Basics
import HTTP
import Mail
import Notify
import Workflows
import Yams

/// Reads one entry of `notify:` strictly: every mistake is an error with file and line.
struct ChannelReader {
    let path: String
    /// Of the setting.
    let key: String

    private static let kinds = ["email", "webhook", "ping"]
    private static let example = "`- email: {…}`, `- webhook: {…}` or `- ping: {…}`"

    func channel(_ node: Node) throws(UsageError) -> WrittenChannel {
        let members = try members(of: node, known: Self.kinds + ["on"], expected: Self.example)
        let named = Self.kinds.filter { members[$0] != nil }
        guard named.count == 1, let kind = named.first, let value = members[kind] else {
            throw mistake(node, "a channel is one of \(Self.example)")
        }
        return WrittenChannel(
            place: place(node), line: line(node), kind: try read(kind, value), topics: try topics(members["on"], kind))
    }

    private func read(_ kind: String, _ node: Node) throws(UsageError) -> WrittenChannel.Kind {
        switch kind {
        case "email": return try email(node)
        case "webhook":
            let members = try members(
                of: node, known: ["url", "url_file", "format", "ca_file"], expected: "members such as `url:`")
            let format = try members["format"].map { (node) throws(UsageError) in try text(node, "format") } ?? "json"
            guard let format = Channel.Webhook.Format(rawValue: format) else {
                throw mistake(
                    node, "“\(format)” is none of \(Channel.Webhook.Format.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return .webhook(
                try url(members, WrittenChannel.webhookVariable), format, authorityFile: try file(members["ca_file"], "ca_file"))
        default:
            let members = try members(of: node, known: ["url", "url_file", "ca_file"], expected: "members such as `url:`")
            return .ping(try url(members, WrittenChannel.pingVariable), authorityFile: try file(members["ca_file"], "ca_file"))
        }
    }

    private func email(_ node: Node) throws(UsageError) -> WrittenChannel.Kind {
        let members = try members(
            of: node, known: ["smtp", "tls", "user", "password_file", "from", "to", "ca_file"],
            expected: "members such as `smtp:`")
        for name in ["smtp", "from", "to"] where members[name] == nil { throw mistake(node, "an email channel needs `\(name)`") }
        let smtp = try text(members["smtp"], "smtp")
        guard var server = MailServer(smtp) else {
            throw mistake(
                members["smtp"] ?? node,
                "“\(smtp.withoutCredentials)” is not an address such as smtps://mail.example.com:465 or smtp://mail.example.com:587"
            )
        }
        if let tls = members["tls"] {
            guard tls.scalar?.string == "none", server.security == .startTLS else {
                throw mistake(tls, "`tls` can only be `none`, and only with smtp://; without it STARTTLS is demanded")
            }
            server.security = .none
        }
        server.authorityFile = try file(members["ca_file"], "ca_file")
        let from = try address(members["from"] ?? node)
        var to: [MailAddress] = []
        for item in members["to"]?.sequence.map(Array.init) ?? members["to"].map({ [$0] }) ?? [] { to.append(try address(item)) }
        guard !to.isEmpty else { throw mistake(node, "`to` names nobody") }
        let passwordFile = try file(members["password_file"], "password_file")
        let user = try members["user"].map { (node) throws(UsageError) in try text(node, "user") }
        guard user != nil || passwordFile == nil else { throw mistake(node, "a `password_file` needs a `user`") }
        return .email(server, user: user, passwordFile: passwordFile, from: from, to: to)
    }

    private func topics(_ node: Node?, _ kind: String) throws(UsageError) -> Set<Channel.Topic> {
        guard let node else { return Set(Channel.Topic.allCases) }
        let words = Channel.Topic.allCases.map(\.rawValue).joined(separator: ", ")
        guard kind != "ping" else { throw mistake(node, "a ping is told of every build; it takes no `on`") }
        guard let items = node.sequence, !items.isEmpty else { throw mistake(node, "`on` takes a list of \(words)") }
        var topics: Set<Channel.Topic> = []
        for item in items {
            guard let topic = Channel.Topic(rawValue: item.scalar?.string ?? "") else {
                throw mistake(item, "“\(item.scalar?.string ?? "")” is none of \(words)")
            }
            topics.insert(topic)
        }
        return topics
    }

    private func url(_ members: [String: Node], _ variable: String) throws(UsageError) -> WrittenChannel.URLSource {
        if let node = members["url"] {
            guard members["url_file"] == nil else {
                throw mistake(node, "`url` and `url_file` are both given; remove one of them")
            }
            let text = try text(node, "url")
            do { _ = try WebAddress(text) } catch {
                throw mistake(node, "`url` is not an http or https address: \(error)")
            }
            return .text(text)
        }
        if let file = try file(members["url_file"], "url_file") { return .file(file) }
        return .variable(variable)
    }

    // MARK: Nodes

    /// The members of a map, none of which is unknown or there twice.
    private func members(of node: Node, known: [String], expected: String) throws(UsageError) -> [String: Node] {
        guard let mapping = node.mapping else { throw mistake(node, "expected \(expected)") }
        var members: [String: Node] = [:]
        for (name, value) in mapping {
            let text = name.string ?? ""
            guard known.contains(text) else {
                let nearest = EditDistance.nearest(to: text, among: known).map { "; the nearest known one is “\($0)”" } ?? ""
                throw mistake(name, "unknown key “\(text)”\(nearest)")
            }
            if value.null == nil || value.scalar?.string.isEmpty == false { members[text] = value }
        }
        return members
    }

    private func text(_ node: Node?, _ name: String) throws(UsageError) -> String {
        guard let text = node?.scalar?.string, !text.isEmpty,
            text.unicodeScalars.allSatisfy({ !$0.properties.generalCategory.isControl })
        else { throw mistake(node, "`\(name)` takes one value") }
        return text
    }

    private func file(_ node: Node?, _ name: String) throws(UsageError) -> String? {
        guard let node else { return nil }
        return ConfigurationFile.placed(try text(node, name), by: path)
    }

    private func address(_ node: Node) throws(UsageError) -> MailAddress {
        guard let address = MailAddress(node.scalar?.string ?? "") else {
            throw mistake(node, "“\(node.scalar?.string ?? "")” is not an address such as anna@example.com")
        }
        return address
    }

    private func place(_ node: Node?) -> String { "\(path):\(line(node))" }

    private func line(_ node: Node?) -> Int { node?.mark?.line ?? 1 }

    private func mistake(_ node: Node?, _ text: String) -> UsageError { UsageError("\(place(node)): \(key): \(text).") }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool { self == .control || self == .lineSeparator || self == .paragraphSeparator }
}
