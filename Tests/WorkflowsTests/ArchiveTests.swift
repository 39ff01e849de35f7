import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// Days of an account, a build each: what becomes of earlier runs, and what two of them differ by.
@Suite("The archive", .serialized, .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct ArchiveTests {
    private struct World {
        var server: SimulatedServer
        var folder: String
        var environment: [String: String]

        @discardableResult
        func run(_ arguments: String..., status: Int32 = 0, with more: [String: String] = [:]) async throws -> String {
            let result = try await Program.run(arguments, in: folder, environment: environment.merging(more) { $1 })
            #expect(result.status == status, "\(arguments): \(result.complaints)")
            return result.output
        }

        /// Rows of a CSV below the folder, without the header; nil where there is none.
        func rows(_ path: String) throws -> [[String]]? {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { return nil }
            return Array(try CSVReader.rows(of: [UInt8](data)).dropFirst())
        }

        /// The inodes of all files below a folder, by path: what is carried over keeps its own.
        func inodes(_ path: String) throws -> [String: Int] {
            let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(path)")
            let pairs = try paths.compactMap { name -> (String, Int)? in
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)/\(name)")
                guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
                return (name, attributes[.systemFileNumber] as? Int ?? 0)
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }

        func runs(in output: String) throws -> [String] {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(output)/runs")
            return names.filter { !$0.hasPrefix("index") }.sorted()
        }

        var runs: [String] {
            get throws { try runs(in: "public") }
        }
    }

    private func withWorld(store: StoreKind, _ body: @Sendable (World) async throws -> Void) async throws {
        let uri = store == .mongo ? try await Mongod.shared.value.newDatabase() : "sqlite:octo-site.sqlite"
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                    "OCTO_SITE_STORE": uri,
                ]
                try await body(World(server: server, folder: folder, environment: environment))
            }
        }
    }

    enum StoreKind: CaseIterable { case sqlite, mongo }

    private struct Comparison: Decodable {
        struct Numbers: Decodable {
            var participants, opened, clicked, engaged, bounced, complained, unsubscribed: Int
        }
        struct Campaign: Decodable {
            var id: String
            var before, after: Numbers
        }
        struct Aged: Decodable {
            struct Age: Decodable {
                struct Share: Decodable {
                    struct Difference: Decodable {
                        var low, high: Double
                        var verdict: String
                    }
                    var value: Double
                    var againstOthers: Difference?
                }
                var day: Int
                var opened, clicked: Share
            }
            var id: String
            var ages: [Age]
        }
        var before, after: Numbers
        var campaigns: [Campaign]
        var vanished, returned, wavered: [String: Int]
        var changedAddresses: Int
        var equalAge: [Aged]
    }

    private static var gains: [(file: String, value: KeyPath<Comparison.Numbers, Int>)] {
        [
            ("new-participants", \.participants), ("newly-opened", \.opened), ("newly-clicked", \.clicked),
            ("newly-engaged", \.engaged), ("newly-bounced", \.bounced), ("newly-complained", \.complained),
            ("newly-unsubscribed", \.unsubscribed),
        ]
    }

    private func compare(_ world: World, _ first: String, _ second: String) async throws -> Comparison {
        let json = try await world.run("compare", first, second, "--json", "--output", "changes")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Comparison.self, from: Data(json.utf8))
    }

    /// Every file's rows against the aggregate change, over the account and by campaign.
    private func expectAddsUp(_ comparison: Comparison, in world: World) throws {
        for (file, value) in Self.gains {
            let rows = try #require(try world.rows("changes/\(file).csv"))
            #expect(rows.count == comparison.after[keyPath: value] - comparison.before[keyPath: value], "\(file)")
            let byCampaign = Dictionary(grouping: rows) { $0[0] }.mapValues(\.count)
            let expected = comparison.campaigns.map { ($0.id, $0.after[keyPath: value] - $0.before[keyPath: value]) }
            #expect(byCampaign == Dictionary(uniqueKeysWithValues: expected).filter { $0.value != 0 }, "\(file)")
        }
        let listings = ["vanished": comparison.vanished, "returned": comparison.returned, "wavered": comparison.wavered]
        for (file, counts) in listings {
            let rows = try #require(try world.rows("changes/\(file).csv"))
            #expect(Dictionary(grouping: rows) { $0[0] }.mapValues(\.count) == counts, "\(file)")
        }
        #expect(try world.rows("changes/changed-addresses.csv")?.count == comparison.changedAddresses)
    }

    @Test(
        "The rows of every CSV add up to the change between any two runs, whatever vanished and came back",
        arguments: StoreKind.allCases)
    func addsUp(store: StoreKind) async throws {
        try await withWorld(store: store) { world in
            try await world.run("sync")
            world.server.advance(days: 1)
            try await world.run("sync", "--full")
            world.server.advance(days: 1)
            world.server.update { $0.forgetting = .rows }
            try await world.run("sync", "--full", status: 3)
            world.server.update { $0.forgetting = .nothing }
            world.server.advance(days: 2)
            try await world.run("sync", "--full")
            for (first, second) in [("1", "2"), ("2", "3"), ("3", "4"), ("2", "4"), ("1", "4"), ("4", "1")] {
                try expectAddsUp(try await compare(world, first, second), in: world)
            }
            let there = try await compare(world, "2", "3"), back = try await compare(world, "3", "4")
            let both = try await compare(world, "2", "4")
            #expect(there.vanished.values.reduce(0, +) > 0 && there.vanished == back.returned && there.vanished == both.wavered)
            #expect(both.vanished.isEmpty && both.returned.isEmpty && both.changedAddresses > 0)
            try expectAged(both)
            #expect(try await world.run("compare", "2", "4").contains("At equal age"))
        }
    }

    /// A difference is called one only where its interval leaves out 0.
    private func expectAged(_ comparison: Comparison) throws {
        let ages = comparison.equalAge.flatMap(\.ages)
        #expect(!ages.isEmpty && ages.allSatisfy { [1, 3, 7, 30].contains($0.day) })
        for share in ages.flatMap({ [$0.opened, $0.clicked] }) {
            let difference = try #require(share.againstOthers)
            #expect((difference.verdict == "noise") == (difference.low <= 0 && difference.high >= 0))
        }
    }

    @Test("Both stores give the same CSVs, byte by byte")
    func sameBytes() async throws {
        try await withWorld(store: .sqlite) { world in
            let mongo = ["OCTO_SITE_STORE": try await Mongod.shared.value.newDatabase(), "OCTO_SITE_OUTPUT": "other"]
            for day in 0...2 {
                if day > 0 { world.server.advance(days: 1) }
                try await world.run("build")
                try await world.run("build", with: mongo)
            }
            let paths = try world.inodes("public/downloads").keys.filter { $0.hasSuffix(".csv") }
            #expect(paths.count > 40)
            // Recency is reckoned from the end of a run, and these two ended at different moments.
            for path in paths where !path.hasPrefix("tier-") {
                let (one, two) = ("\(world.folder)/public/downloads/\(path)", "\(world.folder)/other/downloads/\(path)")
                #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(path)")
            }
            for (run, other) in zip(try world.runs, try world.runs(in: "other")) {
                let files = try world.inodes("public/runs/\(run)").keys.filter { $0.hasSuffix(".csv") }
                #expect(files.count >= 2)
                for file in files {
                    let (one, two) = ("\(world.folder)/public/runs/\(run)/\(file)", "\(world.folder)/other/runs/\(other)/\(file)")
                    #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(file)")
                }
            }
        }
    }

    @Test("A new run leaves the pages and CSVs of earlier ones alone, and CSVs in which nothing changed")
    func carried() async throws {
        try await withWorld(store: .sqlite) { world in
            try await world.run("build")
            world.server.advance(days: 1)
            try await world.run("build")
            let runs = try world.runs
            let archived = try runs.map { try world.inodes("public/runs/\($0)") }
            let downloads = try world.inodes("public/downloads").filter { $0.key.hasSuffix(".csv") && !$0.key.contains("tier-") }
            try await world.run("build")
            #expect(try runs.map { try world.inodes("public/runs/\($0)") } == archived)
            #expect(try world.runs.count == 3)
            try expectDescribed(world)
            let later = try world.inodes("public/downloads")
            for (path, inode) in downloads { #expect(later[path] == inode, "\(path)") }
            let published = try world.inodes("public")
            try await world.run("render")
            #expect(try world.inodes("public") == published)
        }
    }

    /// The data package names every CSV of the site, those of earlier runs included.
    private func expectDescribed(_ world: World) throws {
        struct Package: Decodable {
            struct Resource: Decodable { var path: String }
            var resources: [Resource]
        }
        let data = try #require(FileManager.default.contents(atPath: "\(world.folder)/public/datapackage.json"))
        let described = try JSONDecoder().decode(Package.self, from: data).resources.map(\.path)
        #expect(described.sorted() == (try world.inodes("public").keys.filter { $0.hasSuffix(".csv") }.sorted()))
    }

    @Test("An archived page that is missing is made again as it was")
    func missing() async throws {
        try await withWorld(store: .sqlite) { world in
            for _ in 0...2 {
                try await world.run("build")
                world.server.advance(days: 1)
            }
            let folder = "\(world.folder)/public/runs/\(try world.runs[1])"
            let before = try contents(folder)
            #expect(before.count > 8)
            try FileManager.default.removeItem(atPath: folder + "/index.html")
            try FileManager.default.removeItem(atPath: folder + "/newly-engaged.csv")
            try await world.run("render")
            #expect(try contents(folder) == before)
        }
    }

    private func contents(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data()) })
    }

    @Test("Where less may leave the store than before, the archive is made anew: no address, no row stays up")
    func privacy() async throws {
        try await withWorld(store: .sqlite) { world in
            try await world.run("build")
            world.server.advance(days: 1)
            try await world.run("build")
            let csv = "public/runs/\(try world.runs[0])/newly-engaged.csv"
            let engaged = try #require(try world.rows(csv))
            #expect(engaged.allSatisfy { $0[4].contains("@") || $0[4].isEmpty })
            try await world.run("render", with: ["OCTO_SITE_PRIVACY": "pseudonyms"])
            let pseudonymous = try #require(try world.rows(csv))
            #expect(pseudonymous.count == engaged.count)
            #expect(!pseudonymous.joined().contains { $0.contains("@") })
            try await world.run("render", with: ["OCTO_SITE_PRIVACY": "aggregates"])
            #expect(try !world.inodes("public").keys.contains { $0.hasSuffix(".csv") })
            try await world.run("render")
            #expect(try world.rows(csv) == engaged)
        }
    }
}
