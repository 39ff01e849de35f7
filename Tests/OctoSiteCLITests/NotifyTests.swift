import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Nights as people and monitors hear of them: the program, a real mail server, real HTTP.
@Suite(
    "Telling people", .serialized, .enabled(if: TestMailServer.isAvailable, TestMailServer.reasonToSkip), .timeLimit(.minutes(10))
)
struct NotifyTests {
    private struct World {
        var account: SimulatedServer
        var mail: TestMailServer
        var web: PostServer
        var folder: String

        func build(_ arguments: String..., with more: [String: String] = [:]) async throws -> Program.Result {
            let environment = [
                "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": account.v2URL, "OCTO_SITE_RATE": "0",
                "OCTO_SITE_SMTP_PASSWORD": TestMailServer.password,
            ]
            let result = try await Program.run(
                ["build"] + arguments, in: folder, environment: environment.merging(more) { $1 })
            for secret in [TestMailServer.password, "hook-secret", "ping-secret", "anna@example.com"] {
                #expect(!result.complaints.contains(secret) && !result.output.contains(secret))
            }
            return result
        }

        func configure(_ notify: String? = nil) throws {
            let text =
                notify ?? """
                      - email: {smtp: "smtp://127.0.0.1:\(mail.port)", ca_file: "\(mail.authority)", user: octo, from: octo@example.com, to: [anna@example.com]}
                      - webhook: {url: "\(web.url)/hook-secret"}
                      - ping: {url: "\(web.url)/ping-secret"}
                    """
            let settings = "site_url: https://site.example/\nmetrics_file: \(folder)/octo.prom\nnotify:\n\(text)\n"
            try settings.write(toFile: folder + "/octo-site.yml", atomically: true, encoding: .utf8)
        }

        var gauges: [String: String] {
            get throws {
                let text = try String(contentsOfFile: folder + "/octo.prom", encoding: .utf8)
                let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
                return Dictionary(
                    uniqueKeysWithValues: lines.map { line in
                        let words = line.split(separator: " ")
                        return (String(words[0]), String(words[1]))
                    })
            }
        }

        var pings: [String] { web.requests.filter { $0.path.contains("ping-secret") }.map { "\($0.method) \($0.path)" } }

        func hooks() throws -> [[String: Any]] {
            try web.requests.filter { $0.path == "/hook-secret" }.map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.body.utf8)) as? [String: Any])
            }
        }
    }

    private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { account in
                try await TestMailServer.run(.starttls) { mail in
                    let world = World(account: account, mail: mail, web: try PostServer(), folder: folder)
                    try world.configure()
                    try await body(world)
                }
            }
        }
    }

    @Test("A welcome, silence, a problem, silence, and that it is over: each channel hears each once")
    func nights() async throws {
        try await withWorld { world in
            #expect(try await world.build().status == 0)
            #expect(try await world.build().status == 0)
            let campaign = try #require(world.account.account.sentCampaigns.first)
            world.account.update { $0.inflated[campaign.id] = [.opened: 7] }
            #expect(try await world.build().status == 3)
            let bad = try world.gauges
            #expect(bad["octo_site_exit_code"] == "3" && bad["octo_site_reports_mismatched"] == "1")
            #expect(try await world.build().status == 3)
            world.account.update { $0.inflated = [:] }
            #expect(try await world.build("--full").status == 0)
            #expect(try await world.build().status == 0)

            let events = try world.hooks().map { $0["event"] as? String }
            #expect(events == ["welcome", "problem", "over"])
            let mails = try world.mail.messages()
            #expect(
                mails.map { $0.headers["Subject"] } == [
                    "Campaign engagement: messages begin",
                    "Campaign engagement: the numbers of 1 campaign do not match EmailOctopus",
                    "Campaign engagement: the numbers match EmailOctopus again",
                ])
            #expect(mails.allSatisfy { $0.secure && $0.login && $0.defects.isEmpty && $0.to == ["anna@example.com"] })
            let problem = try #require(mails.dropFirst().first)
            #expect(
                problem.bodies["text/plain"]?.contains("opens could be read. Details: https://site.example/campaigns/") == true)
            #expect(problem.bodies["text/html"]?.contains("<li>") == true)
            #expect(mails.allSatisfy { mail in mail.bodies.values.allSatisfy { !$0.contains("@") } })
            let ends = [
                "ping-secret", "ping-secret", "ping-secret/fail?code=3", "ping-secret/fail?code=3", "ping-secret", "ping-secret",
            ]
            #expect(world.pings == ends.flatMap { ["GET /ping-secret/start", "GET /\($0)"] })
            let gauges = try world.gauges
            #expect(gauges["octo_site_exit_code"] == "0" && gauges["octo_site_reports_mismatched"] == "0")
            #expect(gauges["octo_site_campaigns"] == "\(world.account.account.sentCampaigns.count)")
            #expect(Int(gauges["octo_site_requests_total"] ?? "") ?? 0 > 100 && gauges["octo_site_run_seconds"] != nil)
            let success = try #require(gauges["octo_site_last_success_timestamp_seconds"].flatMap(Double.init))
            #expect(abs(success - Date().timeIntervalSince1970) < 300)
        }
    }

    @Test("A build that fails is told, once, and that it works again; nothing else is known to be over")
    func failure() async throws {
        try await withWorld { world in
            #expect(try await world.build().status == 0)
            #expect(try await world.build(with: ["EMAILOCTOPUS_API_KEY": "eo_wrong"]).status == 1)
            #expect(try await world.build(with: ["EMAILOCTOPUS_API_KEY": "eo_wrong"]).status == 1)
            let bad = try world.gauges
            #expect(bad["octo_site_exit_code"] == "1" && bad["octo_site_campaigns"] != nil)
            #expect(try await world.build(with: ["EMAILOCTOPUS_API_KEY": ""]).status == 64)
            #expect(try await world.build().status == 0)
            #expect(try world.hooks().map { $0["event"] as? String } == ["welcome", "problem", "over"])
            #expect(try world.mail.messages().map { $0.headers["Subject"] }.last == "Campaign engagement: the update works again")
            #expect(
                world.pings.suffix(7) == [
                    "GET /ping-secret/start", "GET /ping-secret/fail?code=1", "GET /ping-secret/start",
                    "GET /ping-secret/fail?code=1",
                    "GET /ping-secret/fail?code=64", "GET /ping-secret/start", "GET /ping-secret",
                ])
            #expect(!FileManager.default.fileExists(atPath: world.folder + "/.public.octo-site-notify"))
        }
    }

    @Test("An interrupted build ends with its code, and no message")
    func interruption() async throws {
        try await withWorld { world in
            world.account.update { $0.latency = .milliseconds(40) }
            let process = try Program.start(
                ["build"], in: world.folder,
                environment: [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": world.account.v2URL,
                    "OCTO_SITE_SMTP_PASSWORD": TestMailServer.password,
                ])
            try await eventually("40 requests are sent") { world.account.statistics.requests >= 40 }
            kill(process.processIdentifier, SIGTERM)
            #expect(await Program.wait(for: process) == 143)
            #expect(world.pings == ["GET /ping-secret/start", "GET /ping-secret/fail?code=143"])
            #expect(try world.hooks().isEmpty)
            #expect(try world.mail.messages().isEmpty)
        }
    }

    @Test(
        "Channels that refuse, fail or have the wrong certificate are warned of; the build is fine, and the next one tries again")
    func faults() async throws {
        try await withWorld { world in
            try world.configure(
                """
                  - email: {smtp: "smtp://127.0.0.1:\(world.mail.port)", user: octo, from: octo@example.com, to: [anna@example.com]}
                  - webhook: {url: "\(world.web.url)/hook-secret"}
                  - webhook: {url: "http://127.0.0.1:1/hook-secret", format: slack}
                  - webhook: {url_file: missing, format: teams}
                """)
            world.web.answer(with: 500)
            let built = try await world.build()
            #expect(built.status == 0)
            #expect(built.complaints.contains("The email by 127.0.0.1 could not be reached: 127.0.0.1: SSL certificate problem"))
            #expect(
                built.complaints.contains(
                    "The webhook at 127.0.0.1:\(world.web.port) could not be reached: 127.0.0.1: It answered with status 500. It will be tried again in the next run."
                ))
            #expect(built.complaints.contains("The slack webhook at 127.0.0.1:1 could not be reached"))
            #expect(built.complaints.contains("octo-site.yml:7: the file missing can't be read"))
            world.web.answer(with: 200)
            try world.configure()
            #expect(try await world.build().status == 0)
            #expect(try world.hooks().map { $0["event"] as? String } == ["welcome", "welcome"])
            #expect(try world.mail.messages().count == 1)
        }
    }

    @Test("notify --test sends a sample to each channel, and says which ones do not take it")
    func test() async throws {
        try await withWorld { world in
            let environment = ["OCTO_SITE_SMTP_PASSWORD": TestMailServer.password]
            let fine = try await Program.run(["notify", "--test"], in: world.folder, environment: environment)
            #expect(fine.status == 0 && fine.output.split(separator: "\n").allSatisfy { $0.hasPrefix("ok    ") }, "\(fine)")
            #expect(try world.mail.messages().first?.bodies["text/plain"]?.hasPrefix("This is a test") == true)
            #expect(try world.hooks().map { $0["event"] as? String } == ["test"])
            #expect(world.pings == ["GET /ping-secret"])
            world.web.answer(with: 404)
            let wrong = try await Program.run(["notify", "--test"], in: world.folder, environment: environment)
            #expect(wrong.status == 1 && wrong.output.contains("WRONG webhook at 127.0.0.1:\(world.web.port)"))
            let nothing = try await Program.run(["notify"], in: world.folder)
            #expect(nothing.status == 64 && nothing.complaints.contains("--test"))
        }
    }

    @Test("What a channel was told survives a rollback and a copy")
    func memory() async throws {
        try await withWorld { world in
            for _ in 0..<2 {
                let built = try await world.build()
                #expect(built.status == 0, "\(built.complaints)")
            }
            let environment = ["OCTO_SITE_BASE_URL": world.account.v2URL]
            #expect(try await Program.run(["rollback", "2", "--yes"], in: world.folder, environment: environment).status == 0)
            #expect(try await world.build().status == 0)
            #expect(try await Program.run(["copy", "--to", "sqlite:other.sqlite"], in: world.folder).status == 0)
            let doctor = try await Program.run(
                ["doctor"], in: world.folder,
                environment: [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": world.account.v2URL,
                    "OCTO_SITE_SMTP_PASSWORD": TestMailServer.password,
                ])
            #expect(doctor.status == 0 && doctor.output.contains("until one reads everything"), "\(doctor)")
            for name in ["email by 127.0.0.1", "webhook at 127.0.0.1:\(world.web.port)", "ping of 127.0.0.1:\(world.web.port)"] {
                #expect(doctor.output.contains("ok    notify: the \(name) can be reached; the last message was sent at 20"))
            }
            #expect(try await world.build("--store", "sqlite:other.sqlite").status == 0)
            #expect(try world.hooks().map { $0["event"] as? String } == ["welcome"])
        }
    }
}
