import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// The program as a person or a nightly job meets it: real HTTP, a real store, a real folder, exit codes and sentences.
@Suite("The program", .serialized)
struct ProgramTests {
    private struct World {
        var server: SimulatedServer
        var folder: String
        var environment: [String: String]

        func run(_ arguments: String..., with more: [String: String] = [:]) async throws -> Program.Result {
            let result = try await Program.run(arguments, in: folder, environment: environment.merging(more) { $1 })
            for secret in [SimulatorOptions.v2Key, SimulatorOptions.v16Key] {
                #expect(!result.output.contains(secret) && !result.complaints.contains(secret))
            }
            return result
        }

        var publishedTotals: Data? { FileManager.default.contents(atPath: folder + "/public/data/totals.json") }
    }

    private struct PublishedTotals: Decodable {
        var participants: Int
    }

    private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                try await body(World(server: server, folder: folder, environment: environment))
            }
        }
    }

    @Test("build publishes, verify prints the account's totals, and a second build carries on")
    func build() async throws {
        try await withWorld { world in
            let built = try await world.run("build")
            #expect(built.status == 0, "\(built.complaints)")
            let truth = world.server.account.truth.totals.counts
            let verified = try await world.run("verify")
            let lines = verified.output.split(separator: "\n")
            #expect(verified.status == 0)
            #expect(lines[0] == "Total participants: 3,000")
            #expect(lines[1].hasPrefix("Opened: \(truth.opened) ("))
            #expect(lines[2].hasPrefix("Clicked: \(truth.clicked) ("))
            #expect(lines[3].hasPrefix("Engaged (opened OR clicked): \(truth.engaged) ("))
            world.server.advance(days: 1)
            let again = try await world.run("build")
            #expect(again.status == 0, "\(again.complaints)")
            let runs = try await world.run("runs")
            #expect(runs.output.split(separator: "\n").count == 3)
            let data = try #require(world.publishedTotals)
            let totals = try JSONDecoder().decode(PublishedTotals.self, from: data)
            #expect(totals.participants == world.server.account.truth.totals.counts.participants)
        }
    }

    @Test("The first build of one campaign exits with 0, and names in the settings that match nothing are warned of")
    func firstBuildOfOneCampaign() async throws {
        try await withWorld { world in
            let settings = "exclude: [No such campaign]\nfield_aliases:\n  kWhx: kWh\n"
            try Data(settings.utf8).write(to: URL(filePath: world.folder + "/octo-site.yml"))
            let campaign = try #require(world.server.account.sentCampaigns.first?.id)
            let built = try await world.run("build", "--campaign", campaign)
            #expect(built.status == 0, "\(built.complaints)")
            #expect(built.complaints.contains("not read yet, as no run was asked for them"))
            #expect(built.complaints.contains("warning: exclude: “No such campaign” has no effect"))
            #expect(built.complaints.contains("field_aliases: “kWhx” has no effect"))
            let verified = try await world.run("verify")
            #expect(verified.status == 0 && verified.output.contains("not read yet"))
            let page = try String(contentsOfFile: world.folder + "/public/index.md", encoding: .utf8)
            #expect(page.contains("not read yet, as no update was asked for them") && !page.contains("all numbers match"))
            let whole = try await world.run("build")
            #expect(whole.status == 0 && !whole.complaints.contains("not read yet"))
        }
    }

    @Test("A missing key, a wrong key, an unreachable provider: one sentence, nothing published")
    func provider() async throws {
        try await withWorld { world in
            let missing = try await world.run("build", with: ["EMAILOCTOPUS_API_KEY": ""])
            #expect(missing.status == 64)
            #expect(missing.complaints.contains("EMAILOCTOPUS_API_KEY"))
            let wrong = try await world.run("build", with: ["EMAILOCTOPUS_API_KEY": "eo_wrong"])
            #expect(wrong.status == 1)
            #expect(wrong.complaints.contains("Invalid key.") && !wrong.complaints.contains("eo_wrong"))
            let old = try await world.run(
                "build", "--api", "v1.6", "--base-url", world.server.v16URL, with: ["EMAILOCTOPUS_API_KEY": "wrong-key"])
            #expect(old.status == 1)
            #expect(!old.complaints.contains("wrong-key"))
            let nowhere = try await world.run("build", "--base-url", "http://127.0.0.1:1")
            #expect(nowhere.status == 1)
            #expect(nowhere.complaints.contains("127.0.0.1"))
            for result in [missing, wrong, old, nowhere] {
                #expect(result.complaints.split(separator: "\n").last?.hasPrefix("octo-site: ") == true)
            }
            #expect(world.publishedTotals == nil)
        }
    }

    @Test("A store that can't be opened, an unknown key of the configuration")
    func surroundings() async throws {
        try await withWorld { world in
            let store = try await world.run("build", "--store", "sqlite:/proc/nowhere/store.sqlite")
            #expect(store.status == 1)
            #expect(store.complaints.contains("/proc/nowhere/store.sqlite"))
            let kind = try await world.run("build", "--store", "postgres://user:secret@localhost/")
            #expect(kind.status == 64)
            #expect(!kind.complaints.contains("secret"))
            try Data("outptu: x\n".utf8).write(to: URL(filePath: world.folder + "/octo-site.yml"))
            let configuration = try await world.run("build")
            #expect(configuration.status == 64)
            #expect(configuration.complaints.contains("octo-site.yml:1: unknown key “outptu”"))
        }
    }

    @Test("What contradicts exits with 3, published all the same")
    func contradiction() async throws {
        try await withWorld { world in
            let campaign = try #require(world.server.account.sentCampaigns.first)
            world.server.update { $0.inflated[campaign.id] = [.opened: 7] }
            let result = try await world.run("build")
            #expect(result.status == 3)
            #expect(world.publishedTotals != nil)
            #expect(try await world.run("verify").status == 3)
            #expect(try await world.run("verify", "--accept", campaign.id, "opened").status == 0)
        }
    }

    @Test("One run at a time: the second one leaves with 75")
    func lock() async throws {
        try await withWorld { world in
            world.server.update { $0.latency = .milliseconds(100) }
            let first = try Program.start(["sync"], in: world.folder, environment: world.environment)
            try await eventually("20 requests are sent") { world.server.statistics.requests >= 20 }
            let second = try await world.run("sync")
            #expect(second.status == 75)
            first.terminate()
            await Program.wait(for: first)
        }
    }

    private struct Comparison: Decodable {
        struct Numbers: Decodable {
            var participants, opened, clicked, engaged, bounced, complained, unsubscribed: Int
        }
        struct Campaign: Decodable {
            var id, title: String
            var before, after: Numbers
        }
        struct Aged: Decodable {
            struct Age: Decodable {
                struct Share: Decodable {
                    var value, low, high: Double?
                }
                var day: Int
                var opened, clicked: Share
            }
            var id, title: String
            var ages: [Age]
        }
        var from, to: String
        var before, after: Numbers
        var campaigns: [Campaign]
        var vanished, returned, wavered: [String: Int]
        var changedAddresses: Int
        var equalAge: [Aged]

        private enum CodingKeys: String, CodingKey {
            case from, to, before, after, campaigns, vanished, returned, wavered
            case changedAddresses = "changed_addresses"
            case equalAge = "equal_age"
        }
    }

    @Test("compare prints a table, or JSON whose names programs rely on, and writes CSVs")
    func compare() async throws {
        try await withWorld { world in
            #expect(try await world.run("sync").status == 0)
            world.server.advance(days: 1)
            #expect(try await world.run("sync").status == 0)
            let printed = try await world.run("compare", "1", "2", "--json", "--output", "changes")
            let comparison = try JSONDecoder().decode(Comparison.self, from: Data(printed.output.utf8))
            #expect(comparison.after.participants > comparison.before.participants && !comparison.campaigns.isEmpty)
            #expect(comparison.equalAge.flatMap(\.ages).contains { $0.opened.value != nil && $0.opened.low != nil })
            let files = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/changes")
            #expect(files.contains("newly-engaged.csv") && files.count == 11)
            #expect(try await world.run("compare", "1", "2").output.contains("At equal age"))
        }
    }

    @Test("Commands that change the store print what they did, and a run or contact that is unknown is a mistake of usage")
    func receipts() async throws {
        try await withWorld { world in
            #expect(try await world.run("build").status == 0)
            let people = try await world.run("export", "--filter", "engaged", "--by", "person").output
            let firstRow = people.split(separator: "\r\n").dropFirst().first
            let address = String(try #require(firstRow?.split(separator: ",").first))
            #expect(try await world.run("explain", address).output.contains("reported"))
            let receipt = try await world.run("forget", address)
            #expect(receipt.status == 0, "\(receipt.complaints)")
            #expect(receipt.output.contains("Out of reach"))
            #expect(try await world.run("explain", address).status == 64)
            #expect(try await world.run("rollback", "7").status == 64)
            let back = try await world.run("rollback", "latest")
            #expect(back.status == 0 && back.output.contains("is back to what it was before run 1"))
        }
    }
}
