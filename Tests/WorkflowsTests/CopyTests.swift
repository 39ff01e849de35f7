import Engagement
import Exports
import Foundation
import Simulator
import TestSupport
import Testing

@testable import Workflows

/// What a copy gives is what the original gives, byte for byte.
@Suite("Copying", .serialized)
struct CopyTests {
    private func copy(_ world: World, to target: StoreAddress) async throws -> CopyWorkflow.Result {
        try await world.store.withStore(.existing) { store in
            try await CopyWorkflow(from: store, to: target, secretFile: world.secretFile, onAdoption: { _ in }).run()
        }
    }

    /// What a store answers to each command.
    private struct Answers: Equatable {
        var counts: Counts
        var reconciliation: AccountReconciliation
        var campaigns: [CampaignRecord]
        var participants: String
        var peopleOfFirstRun: String
        var comparison: Data
        var run: Run
        var certificates: [Certificate]
    }

    private func answers(_ world: World) async throws -> Answers {
        let verified = try await world.verify()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let details = try await world.store.withStore(.existing) { try await RunDetails(of: "2", in: $0) }
        return Answers(
            counts: verified.counts, reconciliation: verified.reconciliation, campaigns: verified.campaigns,
            participants: try await world.export { $0.format = .ndjson },
            peopleOfFirstRun: try await world.export {
                $0.row = .person
                $0.asOf = "1"
            },
            comparison: try encoder.encode(try await world.compare("1", "2")), run: details.run,
            certificates: details.certificates)
    }

    @Test("A copy, and the copy of the copy in the other kind of store, give the same bytes and go on alike")
    func copies() async throws {
        try await withWorld { original in
            try await original.sync()
            original.server.advance(days: 1)
            try await original.sync()
            let database =
                Mongod.isAvailable ? try await Mongod.shared.value.newDatabase() : "sqlite:\(original.folder)/between.sqlite"
            var worlds = [original]
            for (number, uri) in [database, "sqlite:\(original.folder)/back.sqlite"].enumerated() {
                var world = original
                world.store = try StoreAddress(uri)
                world.output = "site\(number + 1)"
                let copied = try await copy(worlds[number], to: world.store)
                #expect(copied.runs == 2 && copied.participants > 0)
                worlds.append(world)
            }
            let expected = try await answers(original)
            for world in worlds {
                #expect(try await answers(world) == expected, "\(world.output)")
                try await world.render()
            }
            for world in worlds.dropFirst() { #expect(try await isSame(original.site, world.site), "\(world.output)") }
            original.server.advance(days: 1)
            for world in worlds {
                try await world.rollback("latest")
                try await world.sync()
            }
            let after = try await original.export()
            for world in worlds.dropFirst() { #expect(try await world.export() == after) }
        }
    }

    private func isSame(_ folder: String, _ other: String) async throws -> Bool {
        let difference = Process()
        difference.executableURL = URL(filePath: "/usr/bin/diff")
        difference.arguments = ["-rq", folder, other]
        try difference.run()
        return await Program.wait(for: difference) == 0
    }
}
