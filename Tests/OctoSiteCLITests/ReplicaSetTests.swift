import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Commands on MongoDB while a server goes away: each ends right without being called again, or soon and in words.
@Suite("MongoDB without a server", .serialized, .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct ReplicaSetTests {
    private struct World {
        var server: SimulatedServer
        var folder: String
        var environment: [String: String]

        func run(_ arguments: [String], store: String) async throws -> Program.Result {
            try await Program.run(arguments + ["--store", store], in: folder, environment: environment(of: store))
        }

        func start(_ arguments: [String], store: String) throws -> Process {
            try Program.start(arguments + ["--store", store], in: folder, environment: environment(of: store))
        }

        /// Each store has a site of its own, as no store may replace another one's archive.
        private func environment(of store: String) -> [String: String] {
            environment.merging(["OCTO_SITE_OUTPUT": store.hasPrefix("sqlite") ? "public" : "public-mongo"]) { $1 }
        }

        /// The four lines of totals that a store gives.
        func totals(_ store: String) async throws -> [Substring] {
            let result = try await run(["verify"], store: store)
            #expect(result.status == 0, "\(result.complaints)")
            return result.output.split(separator: "\n").prefix(4).map { $0 }
        }
    }

    private static let size = AccountSize(participants: 1_200, sentCampaigns: 5, lists: 2)
    private static let sqlite = "sqlite:octo-site.sqlite"

    private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                server.update { $0.latency = .milliseconds(20) }
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                try await body(World(server: server, folder: folder, environment: environment))
            }
        }
    }

    enum Fault: String, CaseIterable {
        case primaryKilled = "the primary is killed"
        case primaryFrozen = "the primary does not answer for 15 seconds"
        case secondaryGone = "a secondary is gone for good"

        /// The commands in whose middle it happens; the others run undisturbed, as a freeze takes its time.
        var disturbed: [String] {
            self == .primaryFrozen
                ? ["sync", "rollback", "copy"] : ["sync", "render", "export", "rollback", "forget", "copy"]
        }
    }

    /// What a store in SQLite comes to by the same commands is what each must come to.
    @Test("F17, F29: on a replica set each command ends right when", arguments: Fault.allCases)
    func replicaSet(fault: Fault) async throws {
        try await withWorld { world in
            let set = try await MongodSet()
            defer { set.stop() }
            let mongo = set.uri(database: "test_faults")
            #expect(try await world.run(["build"], store: Self.sqlite).status == 0)
            let copied = try await world.run(["copy", "--to", mongo], store: Self.sqlite)
            #expect(copied.status == 0, "\(copied.complaints)")
            let rows = try await world.run(["export", "--by", "person", "--filter", "engaged"], store: Self.sqlite).output
            let row = try #require(rows.split(separator: "\r\n").dropFirst().first)
            let address = String(try #require(row.split(separator: ",").first))
            world.server.advance(days: 1)
            if fault == .secondaryGone { try await set.secondary().kill() }
            for command in [
                ["sync"], ["render", "--archive"], ["export", "--output", "all.csv"], ["rollback", "latest"],
                ["forget", address],
                ["copy", "--to", "sqlite:copy.sqlite"],
            ] {
                let process = try world.start(command, store: mongo)
                let complaints = Task { await Self.complaints(of: process) }
                if fault.disturbed.contains(command[0]) { try await disturb(set, fault) }
                let (status, said) = (await Program.wait(for: process), await complaints.value)
                #expect(status == 0, "\(command): \(said)")
                if command[0] != "copy" { #expect(try await world.run(command, store: Self.sqlite).status == 0) }
                #expect(try await world.totals(mongo) == world.totals(Self.sqlite), "\(command)")
                if fault == .primaryKilled {
                    for member in set.members where !member.isRunning { try member.restart() }
                    try await set.waitUntilWhole()
                }
            }
            #expect(try await world.totals("sqlite:copy.sqlite") == world.totals(Self.sqlite))
            #expect(try await world.run(["explain", address], store: mongo).status == 64)
        }
    }

    private func disturb(_ set: MongodSet, _ fault: Fault) async throws {
        // In the middle of the command, which takes longer.
        try await Task.sleep(for: .milliseconds(400))
        switch fault {
        case .primaryKilled: try await set.primary().kill()
        case .primaryFrozen:
            let primary = try await set.primary()
            primary.freeze()
            try await Task.sleep(for: .seconds(15))
            primary.thaw()
        case .secondaryGone: break
        }
    }

    private static func complaints(of process: Process) async -> String {
        guard let pipe = process.standardError as? Pipe else { return "" }
        return String(decoding: await Program.offPool { pipe.fileHandleForReading.readDataToEndOfFile() }, as: UTF8.self)
    }

    @Test("F29: a server of its own that crashes and is back after three seconds ends no sync")
    func crash() async throws {
        try await withWorld { world in
            let mongod = try await Mongod(isReplicaSet: false)
            defer { mongod.stop() }
            let mongo = mongod.uri(database: "test_crash")
            let requests = world.server.statistics.requests
            let process = try world.start(["sync"], store: mongo)
            let complaints = Task { await Self.complaints(of: process) }
            try await eventually("20 requests are sent") { world.server.statistics.requests >= requests + 20 }
            try await mongod.crash(for: .seconds(3))
            let (status, said) = (await Program.wait(for: process), await complaints.value)
            #expect(status == 0, "\(said)")
            #expect(try await world.run(["sync"], store: Self.sqlite).status == 0)
            #expect(try await world.totals(mongo) == world.totals(Self.sqlite))
        }
    }

    @Test("F17: the first signal ends a command whose server does not answer", arguments: [SIGTERM, SIGINT])
    func signal(number: Int32) async throws {
        try await withWorld { world in
            let mongod = try await Mongod(isReplicaSet: true)
            defer { mongod.stop() }
            let process = try world.start(["sync"], store: mongod.uri(database: "test_signal"))
            try await eventually("20 requests are sent") { world.server.statistics.requests >= 20 }
            mongod.freeze()
            // So that it waits for the server.
            try await Task.sleep(for: .seconds(1))
            kill(process.processIdentifier, number)
            try await eventually("it has ended") { !process.isRunning }
            #expect(process.terminationStatus == 128 + number)
        }
    }

    @Test("F30: the lease of a process of this machine that was killed is taken over at once")
    func takeOver() async throws {
        try await withWorld { world in
            let mongo = try await Mongod.shared.value.newDatabase()
            let process = try world.start(["sync"], store: mongo)
            try await eventually("20 requests are sent") { world.server.statistics.requests >= 20 }
            let second = try await world.run(["sync"], store: mongo)
            #expect(second.status == 75)
            #expect(second.complaints.contains("process \(process.processIdentifier), since 20"), "\(second.complaints)")
            kill(process.processIdentifier, SIGKILL)
            await Program.wait(for: process)
            let third = try await world.run(["sync"], store: mongo)
            #expect(third.status == 0, "\(third.complaints)")
        }
    }
}
