import Engagement
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite struct DownloadsTests {
    private let run = Run(
        number: 3, id: "2026-01-10T020000Z", startedAt: Samples.time(9), endedAt: Samples.time(9, 600), state: .proven, api: "v2")

    private func plan(previous: RunNumber? = 2, privacy: Privacy = .full) -> DownloadPlan {
        DownloadPlan(campaigns: Samples.campaigns, run: run, previous: previous, privacy: privacy)
    }

    /// Writes every planned file into a folder.
    private func write(
        _ plan: DownloadPlan, _ settings: ExportSettings, twins: Bool = false, into folder: String
    ) async throws -> [ExportedFile] {
        let exporter = Exporter(settings)
        let locate = { (path: String) throws -> String in
            let url = URL(filePath: folder).appending(path: path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            return url.path
        }
        return try await exporter.write(
            plan.participants, from: Samples.batches(Samples.rows), excelTwins: twins, locate: locate)
            + exporter.write(plan.people, from: Samples.batches(Samples.people), excelTwins: twins, locate: locate)
    }

    @Test func onePassWritesToEveryFileTheRowsThatMatchItsQuery() async throws {
        try await withTemporaryFolder { folder in
            let plan = plan()
            let files = try await write(plan, Samples.settings(), into: folder)
            let written = plan.participants.filter { planned in
                !planned.isOptional || Samples.rows.contains { planned.query.matches($0.participant.firstReported) }
            }
            #expect(written.count == plan.participants.count - 3)
            #expect(files.map(\.path) == written.map(\.path) + plan.people.map(\.path))
            for (file, planned) in zip(files, written) {
                let rows = Array(try CSVReader.rows(of: read(file.path, in: folder)).dropFirst())
                let expected = Samples.rows.filter { row in
                    planned.query.matches(row.participant.firstReported)
                        && (planned.query.campaignIDs.isEmpty || planned.query.campaignIDs.contains(row.campaignID))
                }
                let contacts = expected.map { [$0.campaignID, $0.participant.contactID] }
                #expect(rows.map { [$0[0], $0[3]] } == contacts, "\(file.path)")
                #expect(file.rows == expected.count)
            }
        }
    }

    @Test func countsAreThoseOfTheAccount() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), into: folder)
            let counts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.rows) })
            #expect(
                counts == [
                    "downloads/all.csv": 6, "downloads/engaged.csv": 3, "downloads/opened.csv": 3, "downloads/clicked.csv": 2,
                    "downloads/bounced.csv": 1, "downloads/complained.csv": 1, "downloads/unsubscribed.csv": 1,
                    "downloads/unengaged.csv": 2, "downloads/campaigns/slug-c1.csv": 4, "downloads/campaigns/slug-c2.csv": 2,
                    "downloads/campaigns/slug-c3.csv": 0, "runs/2026-01-10T020000Z/newly-engaged.csv": 1,
                    "runs/2026-01-10T020000Z/newly-opened.csv": 1, "runs/2026-01-10T020000Z/newly-complained.csv": 1,
                    "runs/2026-01-10T020000Z/newly-unsubscribed.csv": 1,
                    "downloads/all-people.csv": 3, "downloads/engaged-people.csv": 2, "downloads/tier-30-people.csv": 1,
                    "downloads/tier-90-people.csv": 0, "downloads/tier-180-people.csv": 0, "downloads/tier-older-people.csv": 1,
                    "downloads/tier-never-people.csv": 1,
                ])
        }
    }

    @Test func bytesAndHashesAreTheFiles() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), twins: true, into: folder)
            for file in files { #expect(try read(file.path, in: folder).count == file.bytes) }
            let sums = files.map { "\($0.sha256)  \($0.path)\n" }.joined()
            try Data(sums.utf8).write(to: URL(filePath: "\(folder)/SUMS"))
            #expect(try shell("sha256sum", ["--check", "--strict", "--quiet", "SUMS"], in: folder) == 0)
        }
    }

    @Test func twinsForExcelDifferByTheMarkOnly() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), twins: true, into: folder)
            let twins = files.filter { $0.twinOf != nil }
            #expect(twins.count * 2 == files.count)
            for twin in twins {
                let plain = try read(try #require(twin.twinOf), in: folder)
                #expect(try read(twin.path, in: folder) == [0xEF, 0xBB, 0xBF] + plain)
            }
        }
    }

    @Test func batchesOfAnySizeGiveTheSameBytes() async throws {
        var outputs: Set<[UInt8]> = []
        for size in [1, 2, 5, 100] {
            try await withTemporaryFolder { folder in
                let to = ExportDestination.file("\(folder)/out.csv")
                _ = try await Exporter(Samples.settings()).export(Samples.batches(Samples.rows, of: size), as: .csv, to: to)
                outputs.insert(try read("out.csv", in: folder))
            }
        }
        #expect(outputs.count == 1)
    }

    @Test func aCampaignInTwoPartsIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let rows = Samples.batches(Samples.rows + [Samples.rows[0]])
            let error = await #expect(throws: ExportError.self) {
                _ = try await Exporter(Samples.settings()).write(
                    plan().participants, from: rows, excelTwins: false,
                    locate: { "\(folder)/\($0.replacing("/", with: "-"))" })
            }
            #expect(error?.code == .outOfOrder)
        }
    }

    @Test func aggregatesExportNoRow() async throws {
        #expect(plan(privacy: .aggregates).participants.isEmpty)
        #expect(plan(privacy: .aggregates).people.isEmpty)
        try await withTemporaryFolder { folder in
            let exporter = Exporter(Samples.settings(privacy: .aggregates))
            let to = ExportDestination.file("\(folder)/out.csv")
            for format in ExportFormat.allCases {
                await #expect(throws: ExportError.self) {
                    try await exporter.export(Samples.batches(Samples.rows), as: format, to: to)
                }
                await #expect(throws: ExportError.self) {
                    try await exporter.export(Samples.batches(Samples.people), as: format, to: to)
                }
            }
            await #expect(throws: ExportError.self) {
                try await exporter.write(
                    plan().people, from: Samples.batches(Samples.people), excelTwins: false, locate: { "\(folder)/\($0)" })
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func aDataPackageIsReadBack() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), twins: true, into: folder)
            let scopes = Set(files.compactMap(\.scope))
            #expect(scopes == [.account, .campaign, .run(run.id)])
            for scope in scopes {
                let own = files.filter { $0.scope == scope }
                let package = DataPackage(
                    title: "Example", created: Samples.time(9, 600), files: own, folder: scope.folder)
                #expect(try DataPackage.files(in: package.bytes, scope: scope) == own)
            }
            let error = #expect(throws: ExportError.self) { try DataPackage.files(in: Array("{}".utf8), scope: .run("1")) }
            #expect(error?.file == "runs/1/datapackage.json")
        }
    }

    @Test func theDataPackageIsAsRecorded() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), twins: true, into: folder)
            let chosen = files.filter {
                ["all", "all-people"].contains($0.path.split(separator: "/").last?.split(separator: ".").first)
            }
            let package = DataPackage(title: "Example “account”", created: Samples.time(9, 600), files: chosen)
            try expectGolden(package.bytes, "Exports/datapackage.json")
            _ = try JSONSerialization.jsonObject(with: Data(package.bytes))
        }
    }
}

func read(_ path: String, in folder: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: path)))
}

/// Runs a program to its end.
/// - Returns: its exit status.
func shell(_ name: String, _ arguments: [String], in folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}
