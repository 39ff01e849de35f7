import Engagement
import Foundation
import SQLiteStore
import Simulator
import TestSupport
import Testing

/// The files that commands leave behind: a store in one file, and who may read what.
@Suite("The program's files", .serialized)
struct StoreFileTests {
    private static func permissions(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    /// Nothing of the store is outside its file.
    private static func expectOneFile(_ folder: String, _ comment: Comment) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.filter { $0.hasPrefix("octo-site.sqlite") } == ["octo-site.sqlite"], comment)
    }

    @Test("F4: when a command that wrote has ended, however it ended, its one file is a whole backup")
    func oneFile() async throws {
        try await AccountWorld.run { world, run in
            let server = world.server
            let folder = world.folder
            #expect(try await run("build").status == 0)
            try Self.expectOneFile(folder, "after build")
            let totals = try await run("verify").output
            #expect(totals.hasPrefix("Total participants: 3,000\n"))
            try FileManager.default.copyItem(atPath: "\(folder)/octo-site.sqlite", toPath: "\(folder)/backup.sqlite")
            #expect(try await run("verify", "--store", "sqlite:backup.sqlite").output == totals)
            server.advance(days: 1)
            let campaign = try #require(server.account.sentCampaigns.first)
            server.update { $0.inflated[campaign.id] = [.opened: 7] }
            #expect(try await run("sync").status == 3)
            try Self.expectOneFile(folder, "after a sync that contradicts")
            for command in [["render"], ["runs"], ["verify"], ["rollback", "latest"]] {
                _ = try await Program.run(command, in: folder)
                try Self.expectOneFile(folder, "after \(command[0])")
            }
        }
    }

    @Test("F4: a command that was interrupted leaves one file, too", arguments: [SIGTERM, SIGINT, SIGHUP])
    func interrupted(signal: Int32) async throws {
        try await AccountWorld.run { world, _ in
            let server = world.server
            let folder = world.folder
            server.update { $0.latency = .milliseconds(40) }
            let process = try Program.start(
                ["sync"], in: folder,
                environment: world.environment)
            try await eventually("40 requests are sent") { server.statistics.requests >= 40 }
            kill(process.processIdentifier, signal)
            #expect(await Program.wait(for: process) == 128 + signal)
            try Self.expectOneFile(folder, "after the signal \(signal)")
        }
    }

    @Test("F4: another process that reads is no failure; the last one to close it leaves one file")
    func besideAReader() async throws {
        try await AccountWorld.run { world, run in
            let folder = world.folder
            let reader = try await SQLiteStore.open(path: "\(folder)/octo-site.sqlite")
            let built = try await run("build")
            #expect(built.status == 0 && built.complaints.isEmpty == false)
            #expect(try await reader.runs().count == 1)
            await reader.close()
            try Self.expectOneFile(folder, "after the last one")
        }
    }

    @Test("F4: a store without a finished run is never green", arguments: [false, true])
    func nothingFinished(hasInterruptedRun: Bool) async throws {
        try await AccountWorld.run { world, run in
            let folder = world.folder
            if hasInterruptedRun {
                let wrong = try await run("sync", "--base-url", "http://127.0.0.1:1")
                #expect(wrong.status == 1)
            } else {
                try Data().write(to: URL(filePath: "\(folder)/octo-site.sqlite"))
            }
            #expect(FileManager.default.fileExists(atPath: "\(folder)/octo-site.sqlite"))
            for arguments in [
                ["verify"], ["verify", "--as-of", "latest"], ["runs"], ["runs", "show", "latest"], ["render"], ["export"],
                ["export", "--by", "person"], ["export", "--output", "all.csv"], ["export", "--as-of", "latest"],
            ] {
                let result = try await Program.run(arguments, in: folder)
                #expect(result.status == 1, "\(arguments)")
                #expect(result.complaints.contains("holds no finished run yet"), "\(arguments): \(result.complaints)")
                #expect(!result.output.contains("Total participants") && !result.output.contains(","), "\(arguments)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/all.csv"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/public"))
        }
    }

    @Test("F8: what may hold addresses or passwords is for its owner only; the site is for everybody")
    func permissions() async throws {
        try await AccountWorld.run { world, run in
            let server = world.server
            let folder = world.folder
            #expect(try await run("init").status == 0)
            #expect(try await run("build").status == 0)
            server.advance(days: 1)
            #expect(try await run("sync").status == 0)
            #expect(try await run("export", "--output", "all.csv").status == 0)
            #expect(try await run("compare", "1", "2", "--output", "changes").status == 0)
            #expect(try await run("copy", "--to", "sqlite:copy.sqlite").status == 0)
            for path in ["octo-site.yml", "octo-site.sqlite", "all.csv", "changes/newly-engaged.csv", "copy.sqlite"] {
                #expect(try Self.permissions("\(folder)/\(path)") == 0o600, "\(path)")
            }
            for path in ["public/index.html", "public/downloads/all.csv", "public/SHA256SUMS"] {
                #expect(try Self.permissions("\(folder)/\(path)") == 0o644, "\(path)")
            }
            for path in ["public", "public/downloads"] { #expect(try Self.permissions("\(folder)/\(path)") == 0o755, "\(path)") }
            // Who has opened a file to others keeps it so.
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: "\(folder)/all.csv")
            #expect(try await run("export", "--output", "all.csv").status == 0)
            #expect(try Self.permissions("\(folder)/all.csv") == 0o640)
        }
    }

    @Test("F8: the log, the lock and the staging folder of a running build are for their owner only")
    func permissionsWhileRunning() async throws {
        try await AccountWorld.run { world, _ in
            let server = world.server
            let folder = world.folder
            server.update { $0.latency = .milliseconds(40) }
            let process = try Program.start(
                ["sync"], in: folder,
                environment: world.environment)
            try await eventually("20 requests are sent") { server.statistics.requests >= 20 }
            for suffix in ["", "-wal", "-shm", ".lock"] {
                #expect(try Self.permissions("\(folder)/octo-site.sqlite\(suffix)") == 0o600, "\(suffix)")
            }
            process.terminate()
            await Program.wait(for: process)
        }
    }

    @Test("F9: a key file that others can read is warned of by build and doctor", arguments: [0o644, 0o640, 0o666, 0o600, 0o400])
    func keyFile(mode: Int) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let key = "\(folder)/key"
                try Data(SimulatorOptions.v2Key.utf8).write(to: URL(filePath: key))
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
                try Data("api_key_file: key\n".utf8).write(to: URL(filePath: "\(folder)/octo-site.yml"))
                let environment = ["OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0"]
                let isOpen = mode & 0o077 != 0
                let doctor = try await Program.run(["doctor"], in: folder, environment: environment)
                #expect(doctor.status == 0)
                #expect(doctor.output.contains("chmod 600 key") == isOpen)
                let build = try await Program.run(["build", "--quiet"], in: folder, environment: environment)
                #expect(build.status == 0)
                #expect(build.complaints.contains("chmod 600 key") == isOpen)
                #expect(!build.complaints.contains(SimulatorOptions.v2Key))
                // The key is not from the file: whoever may read it, it is not used.
                let other = try await Program.run(
                    ["build", "--quiet"], in: folder,
                    environment: environment.merging(["EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key]) { $1 })
                #expect(other.status == 0 && other.complaints.isEmpty)
            }
        }
    }

    @Test("F10: a crash leaves no core file, which would hold the key")
    func noCore() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/public", withIntermediateDirectories: false)
            let server = try Program.start(["serve", "--port", "0"], in: folder)
            defer { server.terminate() }
            let output = try #require((server.standardOutput as? Pipe)?.fileHandleForReading)
            let line = await Program.offPool { output.availableData }
            #expect(!line.isEmpty)
            let limits = try String(contentsOfFile: "/proc/\(server.processIdentifier)/limits", encoding: .utf8)
            let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
            #expect(core.split(separator: " ").suffix(3) == ["0", "0", "bytes"])
        }
    }
}
