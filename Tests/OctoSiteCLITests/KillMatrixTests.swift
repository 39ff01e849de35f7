import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Every command that takes time, ended by every signal at moments drawn from a seed, over both stores: the site that is up is a
/// whole one, the store is sound, and the same command then comes to what it comes to undisturbed.
///
/// A moment is a part of the bytes that the command writes: to files where the store is SQLite, to the server where it is MongoDB.
/// `OCTO_SITE_KILLS=10` tries ten times as many.
@Suite("Killed and interrupted", .serialized)
struct KillMatrixTests {
    enum Store: String, CaseIterable, Sendable {
        case sqlite, mongo

        static let available: [Store] = Mongod.isAvailable ? allCases : [.sqlite]
    }

    enum Command: String, CaseIterable, Sendable {
        case build, sync, render, export, rollback, forget, copy, `import`
    }

    private static let factor = ProcessInfo.processInfo.environment["OCTO_SITE_KILLS"].flatMap { Int($0) } ?? 1
    private static let size = AccountSize(participants: 240, sentCampaigns: 3, lists: 1)

    @Test("Every command × signal leaves a whole site, a sound store and the right next run", arguments: Store.available)
    func matrix(store: Store) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                let matrix = try await KillMatrix(store: store, folder: folder, server: server)
                defer { matrix.stop() }
                var generator = SeededGenerator(seed: store == .sqlite ? 11 : 12)
                var (cells, interrupted) = (0, 0)
                for command in Command.allCases {
                    let reference = try await matrix.reference(command)
                    for signal in [SIGINT, SIGTERM, SIGKILL] {
                        // A build that is killed again and again, each time from where the last one was.
                        let times = command == .build && signal == SIGKILL && store == .sqlite ? 12 : 1
                        let moments = (0..<times * Self.factor).map { _ in Double(generator.int(2...92)) / 100 }
                        interrupted += try await matrix.cell(command, signal, moments, reference)
                        cells += moments.count
                    }
                }
                // The others had ended before the signal came.
                #expect(interrupted * 2 > cells, "\(interrupted) of \(cells)")
            }
        }
    }
}

/// A store with a site of two runs, from which each cell starts.
private struct KillMatrix: Sendable {
    typealias Command = KillMatrixTests.Command

    /// What a command comes to undisturbed.
    struct Reference: Sendable {
        /// How many bytes it writes.
        var bytes: UInt64
        var contents: Contents
    }

    /// What a store holds, without what tells when and in how many runs it came there, and what is beside it.
    struct Contents: Hashable, Sendable {
        var totals: [Substring]
        var participants: String
        var people: String
        /// The rows of the site's CSV of all participants.
        var published: String
        var names: Set<String>
    }

    let store: KillMatrixTests.Store
    let folder: String
    let server: SimulatedServer
    private let proxy: CountingProxy?
    private let address: String
    private let lastRun: String
    private let csv: String

    init(store: KillMatrixTests.Store, folder: String, server: SimulatedServer) async throws {
        (self.store, self.folder, self.server) = (store, folder, server)
        proxy = store == .mongo ? try CountingProxy(to: try await Mongod.shared.value.port) : nil
        let start = "\(folder)/start"
        try FileManager.default.createDirectory(atPath: start, withIntermediateDirectories: false)
        func run(_ arguments: String...) async throws -> String {
            let result = try await Program.run(arguments, in: start, environment: Self.environment(server))
            try #require(result.status == 0, "\(arguments): \(result.complaints)")
            return result.output
        }
        _ = try await run("build")
        server.advance(days: 1)
        // A run's id is the second of its start.
        try await Task.sleep(for: .seconds(1))
        _ = try await run("build")
        let people = try await run("export", "--by", "person", "--filter", "engaged")
        let row = try #require(people.split(separator: "\r\n").dropFirst().first)
        address = String(try #require(row.split(separator: ",").first))
        lastRun = "2"
        server.advance(days: 2)
        // Files of the old scripts that know more than the store.
        let campaign = try #require(server.account.sentCampaigns.last)
        csv = "campaign_\(campaign.id)_x.csv"
        _ = try await run("sync", "--store", "sqlite:later.sqlite")
        _ = try await run(
            "export", "--store", "sqlite:later.sqlite", "--layout", "legacy", "--campaign", campaign.id, "--output", csv)
        try FileManager.default.removeItem(atPath: "\(start)/later.sqlite")
    }

    func stop() { proxy?.stop() }

    private static func environment(_ server: SimulatedServer) -> [String: String] {
        ["EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0"]
    }

    private func arguments(_ command: Command, target: String) -> [String] {
        switch command {
        case .build, .sync: [command.rawValue]
        case .render: ["render", "--archive"]
        case .export: ["export", "--output", "all.csv"]
        case .rollback: ["rollback", lastRun, "--yes"]
        case .forget: ["forget", address, "--yes"]
        case .copy: ["copy", "--from", "sqlite:octo-site.sqlite", "--to", target]
        case .import: ["import", csv]
        }
    }

    // MARK: - A cell

    /// A folder, and the store that commands in it work on.
    private struct Place: Sendable {
        var folder: String
        var uri: String
        var target: String
        var environment: [String: String]

        /// The store that a command leaves changed.
        func result(of command: Command) -> String { command == .copy ? target : uri }
    }

    private func place(_ name: String, for command: Command, on store: KillMatrixTests.Store) async throws -> Place {
        let folder = "\(folder)/\(name)"
        try FileManager.default.copyItem(atPath: "\(self.folder)/start", toPath: folder)
        var (uri, target) = ("sqlite:octo-site.sqlite", "sqlite:copy.sqlite")
        if store == .mongo, let proxy {
            let mongod = try await Mongod.shared.value
            let database = { "mongodb://127.0.0.1:\(proxy.port)/\(mongod.newDatabaseName())?directConnection=true" }
            target = database()
            if command != .copy {
                uri = database()
                let copied = try await Program.run(["copy", "--from", "sqlite:octo-site.sqlite", "--to", uri], in: folder)
                try #require(copied.status == 0, "\(copied.complaints)")
            }
        }
        let environment = Self.environment(server).merging(["OCTO_SITE_STORE": uri]) { $1 }
        return Place(folder: folder, uri: uri, target: target, environment: environment)
    }

    /// Runs a command undisturbed on a place of its own.
    func reference(_ command: Command) async throws -> Reference {
        let place = try await place("reference-\(command)", for: command, on: store)
        let (status, bytes, complaints) = try await run(command, in: place)
        try #require(status == 0, "\(command): \(complaints)")
        let contents = try await contents(of: place, after: command)
        if command == .build || command == .sync {
            let participants = server.account.truth.totals.counts.participants
            #expect(contents.totals.first == "Total participants: \(participants)")
        }
        return Reference(bytes: bytes, contents: contents)
    }

    /// Ends a command at each moment in turn, then lets it end.
    /// - Parameter moments: parts of the bytes that it writes undisturbed.
    /// - Returns: how often it was ended before its end.
    func cell(_ command: Command, _ signal: Int32, _ moments: [Double], _ reference: Reference) async throws -> Int {
        let name = "\(command)-\(signal)"
        let place = try await place(name, for: command, on: store)
        var interrupted = 0
        for moment in moments {
            let cell = Comment(rawValue: "\(store.rawValue) \(name) at \(moment)")
            let limit = UInt64(Double(reference.bytes) * moment)
            let (status, _, complaints) = try await run(command, in: place, endedBy: signal, after: limit)
            #expect(status == 0 || status == 128 + signal, "\(cell): \(status) \(complaints)")
            try await expectWhole(place, command, signal, cell)
            if status == 0 {
                try await expect(reference.contents, in: place, after: command, cell)
            } else {
                interrupted += 1
            }
        }
        let (status, _, complaints) = try await run(command, in: place)
        // What was done can't be done twice: a command that a signal found so has ended with 0, unless it could not say so.
        let mayBeDone = signal == SIGKILL || interrupted < moments.count
        let isDone =
            mayBeDone && command == .rollback && status == 64 && complaints.contains("has been rolled back already")
            || mayBeDone && command == .copy && status == 1 && complaints.contains("is not empty")
        #expect(status == 0 || isDone, "\(name): \(status) \(complaints)")
        try await expect(reference.contents, in: place, after: command, "\(store.rawValue) \(name)")
        return interrupted
    }

    /// Runs a command, and ends it when it has written so many bytes.
    private func run(
        _ command: Command, in place: Place, endedBy signal: Int32? = nil, after limit: UInt64 = .max
    ) async throws -> (status: Int32, bytes: UInt64, complaints: String) {
        let before = proxy?.sent ?? 0
        let process = try Program.start(
            arguments(command, target: place.target), in: place.folder, environment: place.environment)
        let pipes = [process.standardOutput, process.standardError].compactMap { ($0 as? Pipe)?.fileHandleForReading }
        async let said = Program.offPool {
            pipes.map { String(decoding: $0.readDataToEndOfFile(), as: UTF8.self) }.joined(separator: "\n")
        }
        let id = process.processIdentifier
        let bytes = await Program.offPool { [proxy] in
            var bytes: UInt64 = 0
            while process.isRunning {
                bytes = max(bytes, proxy.map { $0.sent - before } ?? Self.bytesWritten(by: id))
                // A sanitizer writes before the program begins.
                if let signal, bytes >= limit, signal == SIGKILL || Self.listensToSignals(id) {
                    kill(id, signal)
                    break
                }
                usleep(200)
            }
            return bytes
        }
        let status = await Program.wait(for: process)
        // By itself, with what it has saved, unless nobody can do anything about it.
        #expect(signal == SIGKILL || process.terminationReason == .exit)
        return (status, bytes, await said)
    }

    /// What a process has written to files so far; 0 when it has ended.
    private static func bytesWritten(by process: Int32) -> UInt64 {
        let text = (try? String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)) ?? ""
        return text.firstMatch(of: /wchar: ([0-9]+)/).flatMap { UInt64($0.1) } ?? 0
    }

    /// True once a signal cancels the program instead of killing it.
    private static func listensToSignals(_ process: Int32) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let caught = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
        return caught & 1 << UInt64(SIGTERM - 1) != 0
    }

    // MARK: - What is there afterwards

    private func expectWhole(_ place: Place, _ command: Command, _ signal: Int32, _ cell: Comment) async throws {
        #expect(await PublishedSite.isWhole("\(place.folder)/public"), cell)
        let verified = try await Program.run(["verify"], in: place.folder, environment: place.environment)
        // A server of its own has no transactions: a store that is half way back is shown by no command, but named.
        let isNamed = command == .rollback && store == .mongo && verified.complaints.contains("is half way back")
        #expect(verified.status == (isNamed ? 1 : 0), "\(cell): \(verified.status) \(verified.complaints)")
        if signal != SIGKILL {
            let names = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            let left = names.filter { name in
                ["-wal", "-shm", ".lock"].contains(where: name.hasSuffix) || name.contains("octo-site-partial")
                    || name.hasPrefix(".") && name.contains("octo-site-")
            }
            #expect(left.isEmpty, "\(cell): \(left)")
        }
    }

    private func expect(_ expected: Contents, in place: Place, after command: Command, _ cell: Comment) async throws {
        let contents = try await contents(of: place, after: command)
        #expect(contents.totals == expected.totals, cell)
        #expect(contents.participants == expected.participants, cell)
        #expect(contents.people == expected.people, cell)
        #expect(contents.published == expected.published, cell)
        #expect(contents.names == expected.names, cell)
    }

    private func contents(of place: Place, after command: Command) async throws -> Contents {
        func output(_ arguments: String...) async throws -> String {
            let store = ["OCTO_SITE_STORE": place.result(of: command)]
            let result = try await Program.run(
                arguments, in: place.folder, environment: place.environment.merging(store) { $1 })
            #expect(result.status == 0, "\(command): \(arguments): \(result.complaints)")
            return result.output
        }
        return Contents(
            totals: Array(try await output("verify").split(separator: "\n").prefix(4)),
            participants: try await output("export"), people: try await output("export", "--by", "person"),
            published: try String(contentsOfFile: "\(place.folder)/public/downloads/all.csv", encoding: .utf8),
            names: Set(try FileManager.default.contentsOfDirectory(atPath: place.folder)))
    }
}
