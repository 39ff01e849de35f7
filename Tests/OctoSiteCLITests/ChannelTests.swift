import Foundation
import Mail
import Notify
import TestSupport
import Testing

@testable import OctoSiteCLI

@Suite("Channels in octo-site.yml")
struct ChannelTests {
    private func channels(_ text: String) throws -> [WrittenChannel] {
        try ConfigurationFile.parse("title: A\nnotify:\n\(text)", path: "octo-site.yml").channels
    }

    @Test("Each kind is read with its members, and topics are all unless some are named")
    func kinds() async throws {
        try await withTemporaryFolder { folder in
            try "pass word\n".write(toFile: folder + "/smtp.key", atomically: true, encoding: .utf8)
            let channels = try channels(
                """
                  - email: {smtp: "smtp://mail.example", user: octo, password_file: "\(folder)/smtp.key", from: o@example.com, to: [a@example.com]}
                    on: [problem]
                  - email: {smtp: "smtp://localhost:25", tls: none, from: o@example.com, to: b@example.com}
                  - webhook: {url: "https://hook.example/x", format: teams}
                  - webhook:
                  - ping: {ca_file: /etc/ca.pem}
                """.replacing("  - webhook:\n", with: "  - webhook: {format: json}\n"))
            let environment = [
                "OCTO_SITE_WEBHOOK_URL": "https://hook.example/y", "OCTO_SITE_PING_URL": " https://hc.example/z\n",
            ]
            let read = try channels.map { try $0.channel(environment) }
            let server = MailServer(
                host: "mail.example", port: 587, security: .startTLS, login: .init(user: "octo", password: "pass word"))
            #expect(
                read[0]
                    == Channel(
                        .email(
                            .init(
                                server: server, from: try #require(MailAddress("o@example.com")),
                                to: [try #require(MailAddress("a@example.com"))])),
                        topics: [.problem]))
            guard case .email(let plain) = read[1].kind else { throw UsageError("no email") }
            #expect(plain.server == MailServer(host: "localhost", port: 25, security: .none) && read[1].topics.count == 3)
            #expect(read[2].kind == .webhook(.init(url: "https://hook.example/x", format: .teams)))
            #expect(read[3].kind == .webhook(.init(url: "https://hook.example/y", format: .json)))
            #expect(read[4].kind == .ping(.init(url: "https://hc.example/z", authorityFile: "/etc/ca.pem")))
        }
    }

    @Test(
        "Every mistake has its line",
        arguments: [
            ("  - mail: {}", "3: notify: unknown key “mail”; the nearest known one is “email”."),
            ("  - on: [problem]", "3: notify: a channel is one of"),
            ("  - email: {smtp: x}", "3: notify: an email channel needs `from`."),
            (
                "  - email:\n      smtp: smtp://h\n      from: o\n      to: [a@b.c]",
                "5: notify: “o” is not an address such as anna@example.com."
            ),
            (
                "  - email:\n      smtp: smtp://u:secret@h\n      from: o@b.c\n      to: [a@b.c]",
                "4: notify: “smtp://…@h” is not an address such as"
            ),
            (
                "  - email:\n      smtp: smtps://h\n      tls: none\n      from: o@b.c\n      to: [a@b.c]",
                "5: notify: `tls` can only be `none`"
            ),
            ("  - email: {smtp: smtp://h, from: o@b.c, to: []}", "3: notify: `to` names nobody."),
            (
                "  - email: {smtp: smtp://h, from: o@b.c, to: a@b.c, password_file: x}",
                "3: notify: a `password_file` needs a `user`."
            ),
            ("  - webhook: {url: hook}", "3: notify: `url` is not an http or https address"),
            ("  - webhook: {url: \"https://h\", url_file: x}", "3: notify: `url` and `url_file` are both given"),
            ("  - webhook: {format: xml}", "3: notify: “xml” is none of json, slack, teams."),
            ("  - ping: {uri: x}", "3: notify: unknown key “uri”; the nearest known one is “url”."),
            ("  - ping: {}\n    on: [problem]", "4: notify: a ping is told of every build"),
            ("  - webhook: {}\n    on: [problems]", "4: notify: “problems” is none of problem, campaign, digest."),
            ("  - webhook: {}\n    on: []", "4: notify: `on` takes a list of"),
            ("  - ping: {}\n  - ping: {}", "4: this is the same channel as in line 3."),
            ("  email: {}", "3: “notify” takes a list of channels."),
            ("  - text", "3: notify: expected `- email: {…}`"),
        ])
    func mistakes(text: String, sentence: String) throws {
        let error = #expect(throws: UsageError.self) { try channels(text) }
        #expect(error?.description.hasPrefix("octo-site.yml:\(sentence)") == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("secret") != true)
    }

    @Test("A secret that is missing is named by its file or variable when something is to be sent, and never repeated")
    func missingSecrets() async throws {
        try await withTemporaryFolder { folder in
            try "not an address".write(toFile: folder + "/url", atomically: true, encoding: .utf8)
            let channels = try channels(
                """
                  - email: {smtp: smtp://h, user: octo, from: o@b.c, to: a@b.c}
                  - webhook: {url_file: \(folder)/none}
                  - ping: {url_file: \(folder)/url}
                """)
            let sentences = channels.map { channel -> String in
                do throws(UsageError) {
                    _ = try channel.channel([:])
                    return ""
                } catch { return error.description }
            }
            #expect(
                sentences[0]
                    == "octo-site.yml:3: the channel lacks `password_file`, and the variable OCTO_SITE_SMTP_PASSWORD is not set.")
            #expect(sentences[1] == "octo-site.yml:4: the file \(folder)/none can't be read. Check that it exists and is yours.")
            #expect(sentences[2].hasPrefix("octo-site.yml:5: the channel's address is not an http or https address"))
            #expect(!sentences[2].contains("not an address"))
        }
    }
}
