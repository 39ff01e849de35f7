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

    @Test("A template's mistake is named with file, line and name; the site that is up stays")
    func template() async throws {
        try await withWorld { world in
            #expect(try await world.run("build").status == 0)
            let before = world.publishedTotals
            let templates = world.folder + "/templates"
            try FileManager.default.createDirectory(atPath: templates, withIntermediateDirectories: true)
            try Data("# Hello\n\n{{nonsense}}\n".utf8).write(to: URL(filePath: templates + "/people.md"))
            let result = try await world.run("render", "--templates", templates)
            #expect(result.status == 1)
            #expect(
                result.complaints.contains("people.md") && result.complaints.contains("3")
                    && result.complaints.contains("nonsense"))
            #expect(world.publishedTotals == before)
        }
    }

    @Test("An output that can't be written is named, and the store keeps what was synced")
    func output() async throws {
        try await withWorld { world in
            try Data("in the way".utf8).write(to: URL(filePath: world.folder + "/file"))
            let result = try await world.run("build", "--output", "file/public")
            #expect(result.status == 1)
            #expect(result.complaints.contains("file"))
            let runs = try await world.run("runs")
            #expect(runs.output.contains("proven"))
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

    @Test(
        "Ctrl-C and SIGTERM leave with 130 and 143, and the next run goes on",
        arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func interruption(signal: Int32, status: Int32) async throws {
        try await withWorld { world in
            world.server.update { $0.latency = .milliseconds(40) }
            let process = try Program.start(["sync"], in: world.folder, environment: world.environment)
            while world.server.statistics.requests < 40 { try await Task.sleep(for: .milliseconds(10)) }
            kill(process.processIdentifier, signal)
            #expect(await Program.wait(for: process) == status)
            #expect(process.terminationReason == .exit)
            world.server.update { $0.latency = .zero }
            #expect(try await world.run("build").status == 0)
            #expect(try await world.run("verify").output.hasPrefix("Total participants: 3,000\n"))
        }
    }

    @Test("Killed without a word, the next run has everything")
    func killed() async throws {
        try await withWorld { world in
            world.server.update { $0.latency = .milliseconds(40) }
            let process = try Program.start(["build"], in: world.folder, environment: world.environment)
            while world.server.statistics.requests < 60 { try await Task.sleep(for: .milliseconds(10)) }
            kill(process.processIdentifier, SIGKILL)
            await Program.wait(for: process)
            world.server.update { $0.latency = .zero }
            let result = try await world.run("build")
            #expect(result.status == 0, "\(result.complaints)")
            #expect(try await world.run("verify").output.hasPrefix("Total participants: 3,000\n"))
        }
    }

    @Test("One run at a time: the second one leaves with 75")
    func lock() async throws {
        try await withWorld { world in
            world.server.update { $0.latency = .milliseconds(100) }
            let first = try Program.start(["sync"], in: world.folder, environment: world.environment)
            while world.server.statistics.requests < 20 { try await Task.sleep(for: .milliseconds(10)) }
            let second = try await world.run("sync")
            #expect(second.status == 75)
            first.terminate()
            await Program.wait(for: first)
        }
    }

    /// Cut off before it has rendered, or told of another output, it leaves the rest to whoever renders next.
    @Test("Forgetting removes a person from store, pages and CSVs, and a later sync honours it", arguments: [false, true])
    func forget(isCutOff: Bool) async throws {
        try await withWorld { world in
            #expect(try await world.run("build").status == 0)
            world.server.advance(days: 1)
            #expect(try await world.run("build").status == 0)
            let archive = try archivedCSVs(in: world.folder)
            #expect(archive.count == 2)
            let engaged = try await world.run("export", "--filter", "engaged", "--by", "person").output
            let firstRow = engaged.split(separator: "\r\n").dropFirst().first
            let address = String(try #require(firstRow?.split(separator: ",").first))
            #expect(try await world.run("explain", address).output.contains("reported"))
            let receipt = try await world.run("forget", address, "--output", isCutOff ? "elsewhere" : "public")
            #expect(receipt.status == 0, "\(receipt.complaints)")
            if isCutOff { #expect(try await world.run("render").status == 0) }
            #expect(receipt.output.contains("Out of reach"))
            #expect(try archivedCSVs(in: world.folder) == archive)
            let search = Process()
            search.executableURL = URL(filePath: "/usr/bin/grep")
            search.arguments = ["-rlF", address, world.folder + "/public"]
            search.standardOutput = FileHandle.nullDevice
            try search.run()
            #expect(await Program.wait(for: search) == 1)
            #expect(try await world.run("build", "--full").status == 0)
            #expect(try await world.run("explain", address).status == 64)
        }
    }

    /// The runs whose page has a CSV of those who were newly engaged.
    private func archivedCSVs(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/public/runs").sorted().filter {
            FileManager.default.fileExists(atPath: "\(folder)/public/runs/\($0)/newly-engaged.csv")
        }
    }

    @Test("A rolled-back run comes again with the next sync")
    func rollback() async throws {
        try await withWorld { world in
            #expect(try await world.run("sync").status == 0)
            world.server.advance(days: 1)
            #expect(try await world.run("sync").status == 0)
            let before = try await world.run("export").output
            #expect(try await world.run("rollback", "latest").status == 0)
            #expect(try await world.run("verify").output.hasPrefix("Total participants: 3,000\n"))
            #expect(try await world.run("sync").status == 0)
            #expect(try await world.run("export").output == before)
        }
    }
}
