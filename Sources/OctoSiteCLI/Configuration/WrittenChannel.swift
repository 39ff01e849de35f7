import Files
import Foundation
import HTTP
import Mail
import Notify

/// A channel as octo-site.yml has it: checked, but for its secrets, which are read when something is to be sent.
struct WrittenChannel: Sendable {
    enum Kind: Hashable, Sendable {
        case email(MailServer, user: String?, passwordFile: String?, from: MailAddress, to: [MailAddress])
        case webhook(URLSource, Channel.Webhook.Format, authorityFile: String?)
        case ping(URLSource, authorityFile: String?)
    }

    /// Where an address is that only its user may know.
    enum URLSource: Hashable, Sendable {
        case text(String)
        case file(String)
        case variable(String)
    }

    static let passwordVariable = "OCTO_SITE_SMTP_PASSWORD"
    static let webhookVariable = "OCTO_SITE_WEBHOOK_URL"
    static let pingVariable = "OCTO_SITE_PING_URL"

    /// `octo-site.yml:12`
    let place: String
    let line: Int
    let kind: Kind
    let topics: Set<Channel.Topic>

    /// With its secrets.
    /// - Throws: ``UsageError`` that names the file or the variable, and never the secret.
    func channel(_ environment: [String: String]) throws(UsageError) -> Channel {
        switch kind {
        case .email(var server, let user, let passwordFile, let from, let to):
            if let user {
                let password =
                    if let passwordFile { try Self.contents(of: passwordFile, place) } else {
                        try Self.value(of: Self.passwordVariable, environment, place, or: "password_file")
                    }
                server.login = MailServer.Login(user: user, password: password)
            }
            return Channel(.email(Channel.Email(server: server, from: from, to: to)), topics: topics)
        case .webhook(let source, let format, let authorityFile):
            let url = try url(source, environment)
            return Channel(
                .webhook(Channel.Webhook(url: url, format: format, authorityFile: authorityFile)), topics: topics)
        case .ping(let source, let authorityFile):
            return Channel(.ping(Channel.Ping(url: try url(source, environment), authorityFile: authorityFile)), topics: topics)
        }
    }

    private func url(_ source: URLSource, _ environment: [String: String]) throws(UsageError) -> String {
        let text =
            switch source {
            case .text(let text): text
            case .file(let path): try Self.contents(of: path, place)
            case .variable(let name): try Self.value(of: name, environment, place, or: "url or url_file")
            }
        do {
            _ = try WebAddress(text)
        } catch {
            // Not repeated: it is a secret.
            throw UsageError("\(place): the channel's address is not an http or https address: \(error).")
        }
        return text
    }

    /// In bytes.
    private static let longest = 4_096

    private static func contents(of path: String, _ place: String) throws(UsageError) -> String {
        let bytes: [UInt8]
        do {
            if let size = FileSystem.realPath(path).flatMap(FileSystem.status(at:))?.size, size > longest {
                throw UsageError("\(place): the file \(path) has \(size) bytes, which is no secret of a channel.")
            }
            bytes = try FileSystem.read(path)
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError("\(place): the file \(path) can't be read. Check that it exists and is yours.")
        }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw UsageError("\(place): the file \(path) is empty.") }
        return text
    }

    private static func value(
        of variable: String, _ environment: [String: String], _ place: String, or member: String
    ) throws(UsageError) -> String {
        let text = environment[variable]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !text.isEmpty else {
            throw UsageError("\(place): the channel lacks `\(member)`, and the variable \(variable) is not set.")
        }
        return text
    }
}
