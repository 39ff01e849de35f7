import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Every command that writes files, on a disk of its own that is nearly full.
@Suite("Full disks", .serialized, .enabled(if: Mount.isAllowed, Mount.reasonToSkip))
struct FullDiskTests {
    private static let size = AccountSize(participants: 240, sentCampaigns: 3, lists: 1)
    /// Bytes that are left on the disk.
    private static let room = [0, 60_000, 250_000]

    @Test("Each command ends in words, the site stays whole, and with room again the same command comes to its end")
    func commands() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                let start = "\(folder)/start"
                try FileManager.default.createDirectory(atPath: start, withIntermediateDirectories: false)
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                func run(_ arguments: [String], in folder: String) async throws -> Program.Result {
                    try await Program.run(arguments, in: folder, environment: environment)
                }
                for _ in 0..<2 {
                    try #require(try await run(["build"], in: start).status == 0)
                    server.advance(days: 1)
                    // A run's id is the second of its start.
                    try await Task.sleep(for: .seconds(1))
                }
                let people = try await run(["export", "--by", "person"], in: start).output
                let row = try #require(people.split(separator: "\r\n").dropFirst().first)
                let address = String(try #require(row.split(separator: ",").first))
                let campaign = try #require(server.account.sentCampaigns.last)
                let csv = "campaign_\(campaign.id)_x.csv"
                let legacy = ["export", "--layout", "legacy", "--campaign", campaign.id, "--output", csv]
                try #require(try await run(legacy, in: start).status == 0)
                let commands = [
                    ["build"], ["sync"], ["render", "--archive"], ["export", "--output", "all.csv"],
                    ["compare", "1", "2", "--output", "changes"], ["rollback", "2", "--yes"], ["forget", address, "--yes"],
                    ["copy", "--to", "sqlite:copy.sqlite"], ["import", csv], ["init"],
                ]
                var failures = 0
                for (number, command) in commands.enumerated() {
                    for room in Self.room {
                        let disk = "\(folder)/disk-\(number)-\(room)"
                        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
                        try Mount.memory(disk, "size=48m")
                        defer { Mount.release(disk) }
                        let place = "\(disk)/place"
                        try FileManager.default.copyItem(atPath: start, toPath: place)
                        try Self.fill(disk, leaving: room)
                        let full = try await run(command, in: place)
                        if full.status != 0 {
                            failures += 1
                            #expect(full.status == 1, "\(command), \(room): \(full.status) \(full.complaints)")
                            let words = ["No space left on device", "disk is full", "no room"]
                            #expect(words.contains(where: full.complaints.contains), "\(command), \(room): \(full.complaints)")
                        }
                        #expect(await PublishedSite.isWhole("\(place)/public"), "\(command), \(room)")
                        try FileManager.default.removeItem(atPath: "\(disk)/filler")
                        let verified = try await run(["verify"], in: place)
                        #expect(verified.status == 0, "\(command), \(room): \(verified.complaints)")
                        guard full.status != 0 else { continue }
                        let again = try await run(command, in: place)
                        #expect(again.status == 0, "\(command), \(room): \(again.complaints)")
                        let names = try FileManager.default.contentsOfDirectory(atPath: place)
                        #expect(!names.contains { $0.contains("partial") || $0.contains("staging") }, "\(command): \(names)")
                    }
                }
                #expect(failures > commands.count, "\(failures) of \(commands.count * Self.room.count)")
            }
        }
    }

    /// Takes what is free on a disk but for so many bytes.
    private static func fill(_ disk: String, leaving room: Int) throws {
        let path = "\(disk)/filler"
        try #require(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: path))
        defer { try? file.close() }
        let block = Data(count: 1 << 16)
        do { while true { try file.write(contentsOf: block) } } catch {
            // It is full now.
        }
        try file.truncate(atOffset: max(0, try file.seekToEnd() - UInt64(room)))
    }
}
