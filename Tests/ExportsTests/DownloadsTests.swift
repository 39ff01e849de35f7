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
        _ plan: DownloadPlan, _ settings: ExportSettings, into folder: String
    ) async throws -> [ExportedFile] {
        let exporter = Exporter(settings)
        let locate = { (path: String) throws -> String in
            let url = URL(filePath: folder).appending(path: path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            return url.path
        }
        return try await exporter.write(
            plan.participants, from: Samples.batches(Samples.rows), locate: locate)
            + exporter.write(plan.people, from: Samples.batches(Samples.people), locate: locate)
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
            let files = try await write(plan(), Samples.settings(), into: folder)
            for file in files { #expect(try read(file.path, in: folder).count == file.bytes) }
            let sums = files.map { "\($0.sha256)  \($0.path)\n" }.joined()
            try Data(sums.utf8).write(to: URL(filePath: "\(folder)/SUMS"))
            #expect(try shell("sha256sum", ["--check", "--strict", "--quiet", "SUMS"], in: folder) == 0)
        }
    }

    @Test("No file is a copy of another one for Excel; a folder's files of campaigns together are the file of all")
    func noRowTwice() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), into: folder)
            let written = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
            #expect(written.sorted() == files.map(\.path).sorted())
            let parts = try files.filter { $0.path.hasPrefix("downloads/campaigns/") }.flatMap { file in
                try CSVReader.rows(of: read(file.path, in: folder)).dropFirst()
            }
            #expect(parts == Array(try CSVReader.rows(of: read("downloads/all.csv", in: folder)).dropFirst()))
        }
    }

    @Test("The columns of a primary key tell any two rows of a file apart")
    func primaryKeys() async throws {
        let hidden = Privacy.pseudonyms(Pseudonyms(key: [1]), publishedFields: [])
        for privacy in [Privacy.full, hidden] {
            try await withTemporaryFolder { folder in
                let files = try await write(plan(privacy: privacy), Samples.settings(privacy: privacy), into: folder)
                let keyed = files.filter { !$0.primaryKey.isEmpty }
                #expect(keyed.count == (privacy == .full ? files.count : files.count { $0.path.hasSuffix("people.csv") }))
                for file in keyed {
                    let rows = try CSVReader.rows(of: read(file.path, in: folder))
                    let places = try file.primaryKey.map { try #require(rows[0].firstIndex(of: $0)) }
                    let keys = rows.dropFirst().map { row in places.map { row[$0] } }
                    #expect(Set(keys).count == keys.count && !keys.joined().contains(""), "\(file.path)")
                }
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
                    plan().participants, from: rows,
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
                    plan().people, from: Samples.batches(Samples.people), locate: { "\(folder)/\($0)" })
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func aDataPackageIsReadBack() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), into: folder)
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

    @Test("A package of the first release is read without its copies for Excel")
    func excelCopies() throws {
        let resource = { (name: String, encoding: String) in
            """
            {"name":"\(name)","path":"\(name)","description":"What changed.","encoding":"\(encoding)","bytes":1,"hash":"sha256:0",\
            "rows":1,"schema":{"fields":[{"name":"contact_id","type":"string"}]}}
            """
        }
        let json = "{\"resources\":[\(resource("a.csv", "utf-8")),\(resource("a.excel.csv", "utf-8-sig"))]}"
        #expect(try DataPackage.files(in: Array(json.utf8), scope: .run("1")).map(\.path) == ["runs/1/a.csv"])
    }

    @Test func theDataPackageIsAsRecorded() async throws {
        try await withTemporaryFolder { folder in
            let files = try await write(plan(), Samples.settings(), into: folder)
            let chosen = files.filter {
                ["all", "all-people", "opened"].contains($0.path.split(separator: "/").last?.split(separator: ".").first)
            }
            let campaigns = ExportedFile(
                path: SiteLayout.figures(.campaigns), scope: .figures, description: "Every campaign.", rows: 3, bytes: 1,
                sha256: "0", columns: [TableColumn("campaign_id", .text, "Its id"), TableColumn("open_rate", .share, "A rate")],
                primaryKey: ["campaign_id"])
            let package = DataPackage(
                title: "Example “account”", created: Samples.time(9, 600), files: [campaigns] + chosen)
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
