import Engagement
import Exports
import Foundation
import Imports
import Simulator
import Sync
import TestSupport
import Testing

@testable import Workflows

@Suite("Importing", .serialized)
struct ImportTests {
    @Test("What another store exported comes in, and is joined by a sync", arguments: StoreKind.available)
    func imports(kind: StoreKind) async throws {
        try await withWorld { original in
            try await original.sync()
            var files: [LegacyFile] = []
            for campaign in original.server.account.sentCampaigns {
                let path = "\(original.folder)/campaign_\(campaign.id)_Its_name.csv"
                let text = try await original.export {
                    $0.layout = .legacy
                    $0.campaigns = [campaign.id]
                }
                try Data(text.utf8).write(to: URL(filePath: path))
                files.append(try LegacyFile(path: path))
            }
            var imported = original
            imported.store = try StoreAddress(
                kind == .mongo ? try await Mongod.shared.value.newDatabase() : "sqlite:\(original.folder)/new.sqlite")
            let first = try await load(files, into: imported)
            #expect(first.rows == 3_000 && !first.run.gained.isEmpty && first.run.state == .imported)
            let unproven = try await imported.verify().reconciliation
            #expect(!unproven.contradicts && unproven.campaigns.flatMap(\.kinds).allSatisfy { $0.state == .unproven })
            let again = try await load(files, into: imported)
            #expect(again.run.gained.values.reduce(0, +) == 0 && again.newParticipants == 0)
            // The site shows the imported runs, too.
            try await imported.render()
            #expect(try imported.publishedRuns.count == 2)

            try await imported.sync()
            #expect(try await imported.verify().counts == original.verify().counts)
            #expect(try await !imported.export().contains("imported-"))
        }
    }

    private func load(_ files: [LegacyFile], into world: World) async throws -> Importer.Outcome {
        try await world.store.withStore(.createdIfMissing) { store in
            try await ImportWorkflow(
                store: store, files: files, secretFile: world.secretFile, now: world.now, onAdoption: { _ in }
            ).run()
        }
    }
}
