import Engagement
import HTTP
import Mail
import TestSupport
import Testing

@testable import Notify

/// What is asked of servers, and what counts as an answer.
@Suite("The messenger")
struct MessengerTests {
    private struct NoMail: MailTransport {
        func send(_ message: MailMessage, through server: MailServer, timeout: Duration) async throws {
            throw MailError(host: server.host, message: "none")
        }
        func reach(_ server: MailServer, timeout: Duration) async throws { throw MailError(host: server.host, message: "none") }
    }

    @Test(
        "Pings follow the convention of healthchecks.io, and a query stays behind the path",
        arguments: [
            (
                "https://hc.example/uuid", "https://hc.example/uuid/start", "https://hc.example/uuid",
                "https://hc.example/uuid/fail?code=3"
            ),
            (
                "https://hc.example/uuid/", "https://hc.example/uuid/start", "https://hc.example/uuid/",
                "https://hc.example/uuid/fail?code=3"
            ),
            (
                "https://u.example/p?a=b", "https://u.example/p/start?a=b", "https://u.example/p?a=b",
                "https://u.example/p/fail?a=b&code=3"
            ),
        ])
    func pings(url: String, start: String, success: String, failure: String) async throws {
        let http = StubTransport([HTTPResponse(status: 200)])
        let messenger = Messenger(http: http, mail: NoMail())
        for signal in [Messenger.Signal.start, .success, .failure(3)] { try await messenger.ping(Channel.Ping(url: url), signal) }
        #expect(http.requests.map(\.url) == [start, success, failure])
        #expect(http.requests.allSatisfy { $0.content == nil && $0.timeout == .seconds(20) })
    }

    @Test("Only an answer from 200 to 299 is one", arguments: [200, 204, 302, 404, 500])
    func answers(status: Int) async throws {
        let messenger = Messenger(http: StubTransport([HTTPResponse(status: status)]), mail: NoMail())
        let ping = Channel.Ping(url: "https://hc.example/a-secret")
        if status < 300 { return try await messenger.ping(ping, .success) }
        let error = await #expect(throws: Refusal.self) { try await messenger.ping(ping, .success) }
        #expect(error?.description == "hc.example: It answered with status \(status)")
    }

    @Test("To see whether a channel can be reached, nothing of its own address is asked for")
    func reaching() async throws {
        let http = StubTransport([HTTPResponse(status: 404)])
        let messenger = Messenger(http: http, mail: NoMail())
        try await messenger.reach(Channel(.ping(Channel.Ping(url: "https://hc.example:8443/secret?x"))))
        try await messenger.reach(Channel(.webhook(Channel.Webhook(url: "https://hook.example/secret", format: .json))))
        #expect(http.requests.map(\.url) == ["https://hc.example:8443/", "https://hook.example/"])
    }

    @Test("The name and the id of a channel hold no secret and no address, and differ from channel to channel")
    func names() throws {
        let server = MailServer(
            host: "mail.example", port: 465, security: .tls, login: .init(user: "octo-user", password: "hunter2"))
        let from = try #require(MailAddress("octo@example.com"))
        let channels = [
            Channel(.email(.init(server: server, from: from, to: [try #require(MailAddress("anna@example.com"))]))),
            Channel(.email(.init(server: server, from: from, to: [try #require(MailAddress("bert@example.com"))]))),
            Channel(.webhook(.init(url: "https://hook.example/T0/secret", format: .slack))),
            Channel(.ping(.init(url: "https://hc.example/secret"))),
        ]
        for text in channels.flatMap({ [$0.id, $0.name] }) {
            for secret in ["secret", "hunter2", "@", "anna", "octo-user"] { #expect(!text.contains(secret), "\(text)") }
        }
        #expect(Set(channels.map(\.id)).count == 4)
        #expect(
            channels.map(\.name) == [
                "email by mail.example", "email by mail.example", "slack webhook at hook.example", "ping of hc.example",
            ])
    }

    @Test("The metrics' file is read as it was written, and unknown values are left out")
    func gauges() {
        let gauges = NightGauges([.exitCode: 3, .runSeconds: 12.25, .requests: 2_020])
        #expect(gauges.text.contains("# TYPE octo_site_requests_total counter\nocto_site_requests_total 2020\n"))
        #expect(gauges.text.contains("\nocto_site_run_seconds 12.25\n") && !gauges.text.contains("octo_site_campaigns"))
        #expect(NightGauges(text: gauges.text + "other 1\nocto_site_campaigns x\n") == gauges)
    }
}
