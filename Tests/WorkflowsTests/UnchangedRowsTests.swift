import Engagement
import EngagementStore
import Foundation
import Metrics
import MongoStore
import Publishing
import SQLiteStore
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// Rows of campaigns that are as they were are taken over from the published CSVs; that must never show.
@Suite("Unchanged rows")
struct UnchangedRowsTests {
    /// Merges, rollbacks, renames, forgotten people, several runs between two renders: the CSVs are those of a first render.
    @Test("CSVs are the same as if every row were written anew, after whatever was written to the store", arguments: 51...53)
    func areTheSame(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await follow(StoreScript(seed: UInt64(seed), runs: 6), in: store, folder, every: 4, startingAt: seed)
            await store.close()
        }
    }

    @Test("the same in MongoDB", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
    func areTheSameInMongoDB() async throws {
        try await withTemporaryFolder { folder in
            let store = try await MongoStore.open(uri: try await Mongod.shared.value.newDatabase())
            try await follow(StoreScript(seed: 54, runs: 5), in: store, folder, every: 7, startingAt: 0)
            await store.close()
        }
    }

    private func follow(
        _ script: StoreScript, in store: any EngagementStore, _ folder: String, every step: Int, startingAt start: Int
    ) async throws {
        var renders = 0
        for (number, operation) in script.operations.enumerated() {
            try await StoreScript(operations: [operation]).apply(to: store)
            guard (number + start).isMultiple(of: step) || number + 1 == script.operations.count,
                try await store.runs().lastFinished() != nil
            else { continue }
            renders += 1
            // Levels and columns change, too.
            let privacy = renders.isMultiple(of: 7) ? PrivacyLevel.pseudonyms : .full
            let aliases: [FieldTag: FieldTag] = renders.isMultiple(of: 5) ? ["City": "Town"] : [:]
            func render(to output: String) async throws -> [String: Data] {
                let rules = ExportRules(privacy: privacy, fieldAliases: aliases, secretFile: "\(folder)/octo-site.secret")
                let options = RenderOptions(
                    output: "\(folder)/\(output)", title: "Test", timeZone: .gmt, excluded: CampaignSelection(), rules: rules,
                    archive: .keep)
                _ = try await RenderWorkflow(
                    store: store, options: options, resources: try Resources.find(), onEvent: { _ in }
                ).run()
                return try csvs(in: "\(folder)/\(output)")
            }
            let (night, anew) = (try await render(to: "night"), try await render(to: "anew-\(renders)"))
            let what = Comment(rawValue: "render \(renders), after operation \(number): \(operation)")
            #expect(Set(night.keys) == Set(anew.keys), what)
            for (path, bytes) in anew where night[path] != bytes { Issue.record("\(path) differs: \(what)") }
        }
        #expect(renders > 5)
    }

    /// Those of the run that is shown; what earlier runs published stays as it was.
    private func csvs(in site: String) throws -> [String: Data] {
        let all = try #require(FileManager.default.enumerator(atPath: site)).compactMap { $0 as? String }
        let current = all.filter { ($0.hasSuffix(".csv") && !$0.hasPrefix("runs/")) }
        return try Dictionary(
            uniqueKeysWithValues: current.map { ($0, try Data(contentsOf: URL(filePath: "\(site)/\($0)"))) })
    }

    @Test("In a night without news every CSV of recipients stays the same file; one that was changed by hand is written anew")
    func readsWhatChanged() async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let first = try csvs(in: world.site)
            let before = try world.inodes("public")
            try await world.build()
            let after = try world.inodes("public")
            for path in first.keys where path.hasSuffix("downloads/all.csv") || path.hasPrefix("downloads/campaigns/") {
                #expect(after[path] == before[path], "\(path)")
            }
            try Data("forged".utf8).write(to: URL(filePath: "\(world.site)/downloads/all.csv"))
            try await world.build()
            #expect(try csvs(in: world.site)["downloads/all.csv"] == first["downloads/all.csv"])
        }
    }
}
