import CurlTransport
import Foundation
import HTTP
import Mail
import TestSupport
import Testing

/// Messages through a real mail server, and each way in which that can fail.
@Suite("Mail over libcurl", .enabled(if: TestMailServer.isAvailable, TestMailServer.reasonToSkip), .timeLimit(.minutes(10)))
struct MailTransportTests {
    private let transport = CurlTransport(userAgent: "octo-site/test", connectTimeout: .seconds(5))

    private func message(subject: String = "Zürich: “all” numbers match ✓") throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("octo@example.com")), senderName: "Kampagnen, Zürich",
            to: [try #require(MailAddress("anna@example.com")), try #require(MailAddress("bert@example.com"))], subject: subject,
            text: "One.\n.\n..two dots\n" + String(repeating: "é", count: 900) + "\nend = here \n",
            html: "<p>Zürich & more</p>\n",
            date: 1_795_725_891, id: "test.1")
    }

    private func server(
        _ server: TestMailServer, _ security: MailServer.Security, password: String? = TestMailServer.password,
        trusted: Bool = true
    ) -> MailServer {
        MailServer(
            host: "127.0.0.1", port: server.port, security: security,
            login: password.map { MailServer.Login(user: TestMailServer.user, password: $0) },
            authorityFile: trusted ? server.authority : nil)
    }

    @Test(
        "A message arrives as it was meant, encrypted and logged in, and without a login where there is none",
        arguments: [(TestMailServer.Security.starttls, MailServer.Security.startTLS), (.tls, .tls), (.none, .none)])
    func arrives(kind: TestMailServer.Security, security: MailServer.Security) async throws {
        try await TestMailServer.run(kind) { server in
            let own = self.server(server, security, password: kind == .none ? nil : TestMailServer.password)
            try await transport.reach(own, timeout: .seconds(20))
            let taken = try server.messages()
            #expect(taken.isEmpty)
            let message = try message()
            try await transport.send(message, through: own, timeout: .seconds(20))
            let got = try #require(try server.messages().first)
            #expect(got.from == "octo@example.com" && got.to == ["anna@example.com", "bert@example.com"])
            #expect(got.login == (kind != .none) && (got.secure || kind == .none))
            #expect(got.defects.isEmpty && got.longest <= 78)
            #expect(got.headers["Subject"] == message.subject)
            #expect(got.headers["From"]?.contains("Zürich") == true && got.headers["Message-ID"] == "<test.1@example.com>")
            #expect(got.headers["Date"] == "Thu, 26 Nov 2026 20:44:51 +0000")
            let text = got.bodies["text/plain"]?.replacing("\r\n", with: "\n").trimmingCharacters(in: .newlines)
            #expect(text == message.text.trimmingCharacters(in: .newlines))
            #expect(got.bodies["text/html"]?.trimmingCharacters(in: .newlines) == "<p>Zürich & more</p>")
            #expect(Set(got.names).count == got.names.count)
        }
    }

    private func failure(_ body: () async throws -> Void) async -> MailError? {
        let error = await #expect(throws: MailError.self) { try await body() }
        #expect(error?.host == "127.0.0.1" && error?.description.contains(TestMailServer.password) == false)
        #expect(error?.description.contains("anna@") == false)
        return error
    }

    @Test(
        "A certificate that no known authority has signed is refused",
        arguments: [
            (TestMailServer.Security.starttls, MailServer.Security.startTLS), (.tls, .tls),
        ])
    func certificate(kind: TestMailServer.Security, security: MailServer.Security) async throws {
        try await TestMailServer.run(kind) { server in
            let error = await failure {
                try await transport.send(message(), through: self.server(server, security, trusted: false), timeout: .seconds(20))
            }
            #expect(error?.message.contains("certificate") == true, "\(error?.description ?? "")")
            let taken = try server.messages()
            #expect(taken.isEmpty)
        }
    }

    @Test("A server that offers no STARTTLS gets neither password nor message")
    func noTLS() async throws {
        try await TestMailServer.run(.none) { server in
            _ = await failure {
                try await transport.send(message(), through: self.server(server, .startTLS), timeout: .seconds(20))
            }
            let taken = try server.messages()
            #expect(taken.isEmpty)
        }
    }

    @Test("A wrong password is said, and a server that takes no recipient or no message")
    func refusals() async throws {
        try await TestMailServer.run(.starttls) { server in
            let wrong = self.server(server, .startTLS, password: "wrong")
            let error = await failure { try await transport.send(message(), through: wrong, timeout: .seconds(20)) }
            #expect(error?.message.lowercased().contains("denied") == true, "\(error?.description ?? "")")
            _ = await failure { try await transport.reach(wrong, timeout: .seconds(20)) }
        }
        for behaviour in [TestMailServer.Behaviour.refuse, .full] {
            try await TestMailServer.run(.tls, behaviour) { server in
                let error = await failure {
                    try await transport.send(message(), through: self.server(server, .tls), timeout: .seconds(20))
                }
                #expect(error?.message.contains("55") == true, "\(error?.description ?? "")")
                let taken = try server.messages()
                #expect(taken.isEmpty)
            }
        }
    }

    @Test("A server that says nothing is given up, and one that is not there is said")
    func silence() async throws {
        try await TestMailServer.run(.tls, .slow) { server in
            let error = await failure {
                try await transport.send(message(), through: self.server(server, .tls), timeout: .milliseconds(700))
            }
            #expect(error?.message.contains("time") == true, "\(error?.description ?? "")")
        }
        _ = await failure {
            try await transport.send(
                message(), through: MailServer(host: "127.0.0.1", port: 1, security: .tls), timeout: .seconds(20))
        }
    }

    @Test("A request with content is posted")
    func post() async throws {
        let server = try RawServer { _ in [.response("", status: 204), .close] }
        let response = try await transport.send(
            HTTPRequest(url: server.url + "/hook", headers: ["Content-Type": "application/json"], content: Array("{}".utf8)))
        #expect(response.status == 204)
        let head = try #require(server.heads.first)
        #expect(head.hasPrefix("POST /hook HTTP/1.1") && head.contains("Content-Length: 2") && head.contains("application/json"))
    }
}
