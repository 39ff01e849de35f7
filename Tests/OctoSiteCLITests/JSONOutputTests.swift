import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// What programs read from this one: results as JSON, messages as one event a line.
@Suite("JSON for programs", .serialized)
struct JSONOutputTests {
    private typealias Object = [String: Any]

    private static let settings = ["EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_RATE": "0"]

    private func object(_ text: some StringProtocol) throws -> Object {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    }

    private func array(_ text: String) throws -> [Object] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Object])
    }

    private func withAccount(
        _ body:
            @Sendable (_ server: SimulatedServer, _ run: @Sendable ([String]) async throws -> Program.Result, _ folder: String)
            async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = Self.settings.merging(["OCTO_SITE_BASE_URL": server.v2URL]) { $1 }
                try await body(server, { try await Program.run($0, in: folder, environment: environment) }, folder)
            }
        }
    }

    @Test("Each message is one event with its numbers; the last of a failure has the exit status")
    func events() async throws {
        try await withAccount { _, run, _ in
            let result = try await run(["build", "--log-format", "json"])
            #expect(result.status == 0)
            let lines = try result.complaints.split(separator: "\n").map(object)
            for line in lines {
                #expect(["time", "level", "event", "message"].allSatisfy { line[$0] is String }, "\(line)")
            }
            let events = lines.compactMap { $0["event"] as? String }
            #expect(events.first == "listed" && events.contains("planned") && events.last == "published")
            let read = lines.filter { $0["event"] as? String == "campaign_read" }
            let synced = try #require(lines.first { $0["event"] as? String == "synced" })
            let news = read.compactMap { $0["new"] as? Int }
            #expect(!read.isEmpty && news.count == read.count && news.reduce(0, +) == synced["new"] as? Int)
            #expect(read.allSatisfy { $0["campaign_id"] is String && $0["state"] as? String == "read" })
            #expect(synced["state"] as? String == "proven" && (synced["requests"] as? Int ?? 0) > 10)
            #expect((synced["run"] as? String)?.hasSuffix("Z") == true && synced["run_number"] as? Int == 1)
            let failure = try await run(["explain", "nobody@nowhere.example", "--log-format", "json"])
            let last = try object(try #require(failure.complaints.split(separator: "\n").last))
            #expect(failure.status != 0 && last["exit_status"] as? Int == Int(failure.status))
            #expect(last["event"] as? String == "failed" && last["level"] as? String == "error")
        }
    }

    @Test("What export can be asked for is what it then writes, in words and in JSON")
    func choices() async throws {
        try await withAccount { server, run, _ in
            #expect(try await run(["export", "--choices"]).status != 0)
            #expect(try await run(["build"]).status == 0)
            let words = try await run(["export", "--choices"])
            let printed = try await run(["export", "--choices", "--json"])
            let choices = try object(printed.output)
            let campaigns = try #require(choices["campaigns"] as? [Object])
            let lists = try #require(choices["lists"] as? [Object])
            let segments = try #require(choices["segments"] as? [Object])
            let filled = campaigns.filter { $0["recipients"] is Int }
            #expect(filled.compactMap { $0["id"] as? String }.sorted() == server.account.sentCampaigns.map(\.id).sorted())
            #expect(campaigns.allSatisfy { $0["status"] as? String != "draft" } && !lists.isEmpty && segments.count == 5)
            for name in (campaigns + lists).compactMap({ $0["id"] as? String }) { #expect(words.output.contains(name)) }
            let campaign = try #require(filled.last), id = try #require(campaign["id"] as? String)
            let rows = try await run(["export", "--format", "ndjson", "--campaign", id]).output.split(separator: "\n")
            #expect(rows.count == campaign["recipients"] as? Int)
            for segment in segments.compactMap({ $0["name"] as? String }) {
                #expect(words.output.contains(segment))
                for list in lists.flatMap({ [$0["id"], $0["name"]] }).compactMap({ $0 as? String }) {
                    #expect(try await run(["export", "--segment", segment, "--list", list]).status == 0)
                }
            }
            #expect(try await run(["export", "--choices", "--by", "person"]).status == 64)
            #expect(try await run(["export", "--json"]).status == 64)
        }
    }

    @Test("verify, runs, explain and doctor say in JSON what they say in words, with the same exit status")
    func results() async throws {
        try await withAccount { server, run, folder in
            #expect(try await run(["build"]).status == 0)
            let data = { (name: String) in
                try String(contentsOf: URL(filePath: "\(folder)/public/data/\(name).json"), encoding: .utf8)
            }

            let verified = try object(try await run(["verify", "--json"]).output)
            let totals = try #require(verified["totals"] as? Object)
            let published = try object(try data("totals"))
            for name in ["participants", "opened", "clicked", "engaged", "bounced"] {
                #expect(totals[name] as? Int == published[name] as? Int && totals[name] is Int, "\(name)")
            }
            #expect(verified["contradicts"] as? Bool == false)
            let campaigns = try #require(verified["campaigns"] as? [Object])
            #expect(
                Set(campaigns.compactMap { $0["slug"] as? String })
                    == Set(try array(data("campaigns")).compactMap { $0["slug"] as? String }))

            let runs = try array(try await run(["runs", "--json"]).output)
            #expect(NSArray(array: runs) == NSArray(array: try array(try data("runs"))))
            let shown = try object(try await run(["runs", "show", "latest", "--json"]).output)
            let walks = try #require(shown["walks"] as? [Object])
            #expect(
                shown["id"] as? String == runs[0]["id"] as? String && walks.allSatisfy { $0["ending"] is String }
                    && !walks.isEmpty)

            let rows = try CSVReader.rows(of: [UInt8](Data(contentsOf: URL(filePath: "\(folder)/public/downloads/clicked.csv"))))
            let row = try #require(rows.dropFirst().first)
            let explained = try object(try await run(["explain", row[3], "--json"]).output)
            #expect((explained["contacts"] as? [Object])?.first?["email_address"] as? String == row[4])
            let parts = try #require(explained["participations"] as? [Object])
            let part = try #require(parts.first { $0["campaign_id"] as? String == row[0] })
            let clicked = (part["reports"] as? Object)?["clicked"] as? Object
            #expect(clicked?["state"] as? String == "listed")

            let doctor = try object(try await run(["doctor", "--json"]).output)
            let checks = try #require(doctor["checks"] as? [Object])
            #expect(doctor["healthy"] as? Bool == true && checks.allSatisfy { $0["state"] as? String == "ok" })
            #expect(
                checks.compactMap { $0["check"] as? String } == ["configuration", "templates", "store", "output", "provider"])

            server.update { $0.forgetting = .rows }
            #expect(try await run(["sync", "--full"]).status == 3)
            let mismatch = try await run(["verify", "--json"])
            #expect(mismatch.status == 3)
            #expect(try object(mismatch.output)["contradicts"] as? Bool == true)
            let sick = try await run(["doctor", "--json", "--base-url", "http://127.0.0.1:1"])
            #expect(sick.status == 1)
            #expect(try object(sick.output)["healthy"] as? Bool == false)
        }
    }
}
