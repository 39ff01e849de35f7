import Engagement
import Foundation
import Publishing
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// Days of an account, a build each: what becomes of earlier runs, and what two of them differ by.
@Suite("The archive", .serialized)
struct ArchiveTests {
    private static let gains: [(file: String, value: any KeyPath<Counts, Int> & Sendable)] = [
        ("new-participants", \.participants), ("newly-opened", \.opened), ("newly-clicked", \.clicked),
        ("newly-engaged", \.engaged), ("newly-bounced", \.bounced), ("newly-complained", \.complained),
        ("newly-unsubscribed", \.unsubscribed),
    ]

    /// Every file's rows against the aggregate change, over the account and by campaign.
    private func expectAddsUp(_ comparison: RunComparison, in world: World) throws {
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
        arguments: StoreKind.available)
    func addsUp(store: StoreKind) async throws {
        try await withWorld(store: store) { world in
            #expect(try await !world.sync().contradicts)
            world.server.advance(days: 1)
            #expect(try await !world.sync(isFull: true).contradicts)
            world.server.advance(days: 1)
            world.server.update { $0.forgetting = .rows }
            #expect(try await world.sync(isFull: true).contradicts)
            world.server.update { $0.forgetting = .nothing }
            world.server.advance(days: 2)
            #expect(try await !world.sync(isFull: true).contradicts)
            for (first, second) in [("1", "2"), ("2", "3"), ("3", "4"), ("2", "4"), ("1", "4"), ("4", "1")] {
                try expectAddsUp(try await world.compare(first, second, writingTo: "changes"), in: world)
            }
            let there = try await world.compare("2", "3"), back = try await world.compare("3", "4")
            let both = try await world.compare("2", "4")
            #expect(there.vanished.values.reduce(0, +) > 0 && there.vanished == back.returned && there.vanished == both.wavered)
            #expect(both.vanished.isEmpty && both.returned.isEmpty && both.changedAddresses > 0)
            try expectAged(both)
        }
    }

    /// Each rate lies in its interval.
    private func expectAged(_ comparison: RunComparison) throws {
        let ages = comparison.equalAge.flatMap(\.ages)
        #expect(!ages.isEmpty && ages.allSatisfy { [1, 3, 7, 30].contains($0.day) })
        for share in ages.flatMap({ [$0.opened, $0.clicked] }) {
            let (value, low, high) = (try #require(share.value), try #require(share.low), try #require(share.high))
            #expect(low <= value && value <= high)
        }
    }

    @Test("Both stores give the same CSVs, byte by byte", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
    func sameBytes() async throws {
        try await withWorld { world in
            var other = world
            other.store = try StoreAddress(try await Mongod.shared.value.newDatabase())
            other.output = "other"
            for day in 0...2 {
                if day > 0 { world.server.advance(days: 1) }
                try await world.build()
                try await other.build()
            }
            let paths = try world.inodes("public/downloads").keys.filter { $0.hasSuffix(".csv") }
            #expect(paths.count > 30)
            for path in paths {
                let (one, two) = ("\(world.site)/downloads/\(path)", "\(other.site)/downloads/\(path)")
                #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(path)")
            }
            for (run, twin) in zip(try world.publishedRuns, try other.publishedRuns) {
                let files = try world.inodes("public/runs/\(run)").keys.filter { $0.hasSuffix(".csv") }
                #expect(files.count >= 2)
                for file in files {
                    let (one, two) = ("\(world.site)/runs/\(run)/\(file)", "\(other.site)/runs/\(twin)/\(file)")
                    #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(file)")
                }
            }
        }
    }

    @Test("A new run leaves the pages and CSVs of earlier ones alone, and CSVs in which nothing changed")
    func carried() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let runs = try world.publishedRuns
            let archived = try runs.map { try world.inodes("public/runs/\($0)") }
            let downloads = try world.inodes("public/downloads").filter { $0.key.hasSuffix(".csv") && !$0.key.contains("tier-") }
            try await world.build()
            #expect(try runs.map { try world.inodes("public/runs/\($0)") } == archived)
            #expect(try world.publishedRuns.count == 3)
            try expectDescribed(world)
            let later = try world.inodes("public/downloads")
            for (path, inode) in downloads { #expect(later[path] == inode, "\(path)") }
            let published = try world.inodes("public")
            #expect(try await world.render().mode == .unchanged)
            #expect(try world.inodes("public") == published)
        }
    }

    /// The data package names every CSV of the site, those of earlier runs included.
    private func expectDescribed(_ world: World) throws {
        struct Package: Decodable {
            struct Resource: Decodable { var path: String }
            var resources: [Resource]
        }
        let data = try #require(FileManager.default.contents(atPath: "\(world.site)/datapackage.json"))
        let described = try JSONDecoder().decode(Package.self, from: data).resources.map(\.path)
        #expect(described.sorted() == (try world.inodes("public").keys.filter { $0.hasSuffix(".csv") }.sorted()))
    }

    @Test("An archived page that is missing is made again as it was")
    func missing() async throws {
        try await withWorld { world in
            for _ in 0...2 {
                try await world.build()
                world.server.advance(days: 1)
            }
            let run = "public/runs/\(try world.publishedRuns[1])"
            let before = try world.contents(run)
            #expect(before.count > 7)
            try FileManager.default.removeItem(atPath: "\(world.folder)/\(run)/index.html")
            try FileManager.default.removeItem(atPath: "\(world.folder)/\(run)/newly-engaged.csv")
            try await world.render()
            #expect(try world.contents(run) == before)
        }
    }

    @Test("Where less may leave the store than before, the archive is made anew: no address, no row stays up")
    func privacy() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let csv = "public/runs/\(try world.publishedRuns[0])/newly-engaged.csv"
            let engaged = try #require(try world.rows(csv))
            #expect(engaged.allSatisfy { $0[4].contains("@") || $0[4].isEmpty })
            var discreet = world
            discreet.privacy = .pseudonyms
            try await discreet.render()
            let pseudonymous = try #require(try world.rows(csv))
            #expect(pseudonymous.count == engaged.count)
            #expect(!pseudonymous.joined().contains { $0.contains("@") })
            discreet.privacy = .aggregates
            try await discreet.render()
            let figures = FigureFile.allCases.map { SiteLayout.figures($0) }
            #expect(try Set(world.inodes("public").keys.filter { $0.hasSuffix(".csv") }) == Set(figures))
            try await world.render()
            #expect(try world.rows(csv) == engaged)
        }
    }
}
