import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Two commands at once, over one store or one output: the second one ends at once and says who was first.
@Suite("Two commands at once", .serialized)
struct LockTests {
    private struct World {
        var server: SimulatedServer
        var folder: String
        var environment: [String: String]
        var address = ""

        func run(_ arguments: String...) async throws -> Program.Result { try await run(arguments) }

        func run(_ arguments: [String]) async throws -> Program.Result {
            try await Program.run(arguments, in: folder, environment: environment)
        }

        /// Starts a command and stops it while the file is there; one that ended before it could be stopped is started again.
        func stop(_ arguments: String..., at file: String) async throws -> Process {
            let isThere = { FileManager.default.fileExists(atPath: "\(folder)/\(file)") }
            for _ in 1...20 {
                let process = try Program.start(arguments, in: folder, environment: environment)
                try await eventually("\(file) is there, or the command has ended") { isThere() || !process.isRunning }
                if process.isRunning { kill(process.processIdentifier, SIGSTOP) }
                try await Task.sleep(for: .milliseconds(20))
                if process.isRunning, isThere() { return process }
                #expect(await finish(process) == 0)
            }
            return try #require(nil as Process?, "\(arguments) ended twenty times before it could be stopped")
        }

        /// Lets a stopped command end.
        func finish(_ process: Process) async -> Int32 {
            kill(process.processIdentifier, SIGCONT)
            return await Program.wait(for: process)
        }

        func expectLocked(_ arguments: [String], by process: Process) async throws {
            // A request would fail, with another status.
            let result = try await Program.run(
                arguments, in: folder, environment: environment.merging(["OCTO_SITE_BASE_URL": "http://127.0.0.1:1"]) { $1 })
            #expect(result.status == 75, "\(arguments): \(result.status) \(result.complaints)")
            let holder = /process (\d+), since 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/
            let named = result.complaints.firstMatch(of: holder)?.1
            #expect(named == "\(process.processIdentifier)", "\(arguments): \(result.complaints)")
        }
    }

    private static let size = AccountSize(participants: 600, sentCampaigns: 4, lists: 2)

    /// A site and its store, of one run; a copy of the store; a CSV to import; the address of a participant.
    private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                var world = World(server: server, folder: folder, environment: environment)
                #expect(try await world.run("build").status == 0)
                #expect(try await world.run("copy", "--to", "sqlite:copy.sqlite").status == 0)
                let campaign = try #require(server.account.sentCampaigns.first)
                let file = "campaign_\(campaign.id)_x.csv"
                let legacy = try await world.run(
                    "export", "--layout", "legacy", "--campaign", campaign.id, "--output", file)
                #expect(legacy.status == 0, "\(legacy.complaints)")
                let rows = try await world.run("export", "--filter", "engaged", "--by", "person").output
                let row = try #require(rows.split(separator: "\r\n").dropFirst().first)
                world.address = String(try #require(row.split(separator: ",").first))
                try await body(world)
            }
        }
    }

    private struct PublishedTotals: Decodable {
        var participants: Int
    }

    private static let file = "octo-site.sqlite.lock"
    private static let outputLock = ".public.octo-site-lock"

    @Test("F1: nothing changes the store under a render, which then ends with one whole state")
    func render() async throws {
        try await withWorld { world in
            let csv = try #require(
                FileManager.default.contentsOfDirectory(atPath: world.folder).first { $0.hasPrefix("campaign_") })
            let process = try await world.stop("render", "--archive", at: Self.file)
            for arguments in [
                ["rollback", "latest"], ["import", csv], ["forget", world.address], ["sync"], ["build"], ["render"],
                ["copy", "--to", "sqlite:other.sqlite"],
            ] { try await world.expectLocked(arguments, by: process) }
            #expect(await world.finish(process) == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(world.folder)/other.sqlite"))
            let (totals, rows) = try (
                JSONDecoder().decode(
                    PublishedTotals.self, from: Data(contentsOf: URL(filePath: "\(world.folder)/public/data/totals.json"))),
                CSVReader.rows(of: [UInt8](Data(contentsOf: URL(filePath: "\(world.folder)/public/downloads/all.csv"))))
            )
            #expect(totals.participants > 0 && rows.count == totals.participants + 1)
        }
    }

    @Test("F25: whoever comes second to an output ends at once with another store, too, before the first request")
    func output() async throws {
        try await withWorld { world in
            world.server.update { $0.latency = .milliseconds(20) }
            let process = try await world.stop("build", "--full", at: Self.outputLock)
            for command in [["build"], ["render"], ["forget", world.address]] {
                try await world.expectLocked(command + ["--store", "sqlite:copy.sqlite"], by: process)
            }
            // Nothing was forgotten.
            #expect(try await world.run("explain", world.address, "--store", "sqlite:copy.sqlite").status == 0)
            #expect(try await world.run("render", "--store", "sqlite:copy.sqlite", "--output", "other").status == 0)
            #expect(await world.finish(process) == 0)
        }
    }

    @Test("F12: forget that finds the output in use has forgotten nobody")
    func forget() async throws {
        try await withWorld { world in
            let process = try await world.stop("render", "--archive", at: Self.outputLock)
            let arguments = ["forget", world.address, "--store", "sqlite:copy.sqlite"]
            try await world.expectLocked(arguments, by: process)
            #expect(!FileManager.default.fileExists(atPath: "\(world.folder)/octo-site.secret"))
            #expect(try await world.run("explain", world.address, "--store", "sqlite:copy.sqlite").status == 0)
            #expect(await world.finish(process) == 0)
            #expect(try await world.run(arguments).status == 0)
            #expect(try await world.run("explain", world.address, "--store", "sqlite:copy.sqlite").status != 0)
        }
    }

    @Test("F25: with --wait the second one waits, says for whom, and goes on when the first has ended")
    func waiting() async throws {
        try await withWorld { world in
            let process = try await world.stop("render", "--archive", at: Self.outputLock)
            try await world.expectLocked(["render", "--wait", "1s"], by: process)
            let second = try Program.start(
                ["render", "--wait", "5m", "--log-format", "json"], in: world.folder, environment: world.environment)
            let complaints = try #require((second.standardError as? Pipe)?.fileHandleForReading)
            let line = String(decoding: await Program.offPool { complaints.availableData }, as: UTF8.self)
            #expect(line.contains("process \(process.processIdentifier), since") && line.contains("Waiting up to 5 min."))
            #expect(await world.finish(process) == 0)
            _ = await Program.offPool { complaints.readDataToEndOfFile() }
            #expect(await Program.wait(for: second) == 0)
        }
    }

    @Test("F25: a signal ends the wait")
    func interruptedWait() async throws {
        try await withWorld { world in
            let process = try await world.stop("render", "--archive", at: Self.outputLock)
            let second = try Program.start(["sync", "--wait", "5m"], in: world.folder, environment: world.environment)
            let complaints = try #require((second.standardError as? Pipe)?.fileHandleForReading)
            _ = await Program.offPool { complaints.availableData }
            second.terminate()
            #expect(await Program.wait(for: second) == 143)
            #expect(await world.finish(process) == 0)
        }
    }

    @Test("F25: an output that can't be used is found before the first request", arguments: ["file/public", "foreign", "file"])
    func unusable(output: String) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                try Data("mine".utf8).write(to: URL(filePath: "\(folder)/file"))
                try FileManager.default.createDirectory(atPath: "\(folder)/foreign", withIntermediateDirectories: false)
                try Data("mine".utf8).write(to: URL(filePath: "\(folder)/foreign/thesis.odt"))
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                let result = try await Program.run(
                    ["build", "--output", output], in: folder, environment: environment)
                #expect(result.status == 1)
                #expect(result.complaints.contains(output == "foreign" ? "thesis.odt" : "file"))
                #expect(server.statistics.requests == 0)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/foreign") == ["thesis.odt"])
            }
        }
    }

    @Test(
        "F31: a store that has the name of the output's lock or staging folder is no lock, and is not removed",
        arguments: [(Self.outputLock, 1), (".public.octo-site-staging-store", 0)] as [(String, Int32)])
    func storeNamedLikeLock(name: String, status: Int32) async throws {
        try await withWorld { world in
            #expect(try await world.run("copy", "--to", "sqlite:\(name)").status == 0)
            let totals = try await world.run("verify", "--store", "sqlite:\(name)").output
            let rendered = try await world.run("render", "--store", "sqlite:\(name)")
            #expect(rendered.status == status, "\(rendered.complaints)")
            if status == 1 { #expect(rendered.complaints.contains("something else is in it")) }
            #expect(try await world.run("verify", "--store", "sqlite:\(name)").output == totals)
        }
    }
}
