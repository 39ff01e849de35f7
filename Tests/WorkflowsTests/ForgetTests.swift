import Engagement
import EngagementStore
import Foundation
import Simulator
import TestSupport
import Testing

@testable import Workflows

@Suite("Forgetting", .serialized)
struct ForgetTests {
    /// Cut off before it has rendered, or told of another output, it leaves the rest to the next render.
    @Test("A person is removed from store, pages and CSVs, and a later sync honours it", arguments: [false, true])
    func forget(isCutOff: Bool) async throws {
        try await withWorld { world in
            try await world.build()
            world.server.advance(days: 1)
            try await world.build()
            let archive = try archivedCSVs(world)
            #expect(archive.count == 2)
            let engaged = try await world.export {
                $0.row = .person
                $0.filter = .engaged
            }
            let address = String(try #require(engaged.split(separator: "\r\n").dropFirst().first?.split(separator: ",").first))
            #expect(try await isReported(world.explain(address)))
            var elsewhere = world
            if isCutOff { elsewhere.output = "elsewhere" }
            let outcome = try await forget(address, in: elsewhere)
            #expect(outcome.contacts > 0 && outcome.participants > 0)
            if isCutOff { try await world.render() }
            #expect(try archivedCSVs(world) == archive)
            #expect(try await files(containing: address, below: world.site).isEmpty)
            try await world.build(isFull: true)
            let error = await #expect(throws: WorkflowError.self) { try await world.explain(address) }
            #expect(error?.message.contains("was forgotten") == true)
            #expect(try await files(containing: address, below: world.site).isEmpty)
        }
    }

    @Test("A text that is no address is refused before anything is opened")
    func noAddress() async throws {
        try await withWorld { world in
            try await world.sync()
            await #expect(throws: WorkflowError.self) { try await forget("jane", in: world) }
            #expect(!FileManager.default.fileExists(atPath: world.secretFile))
        }
    }

    @discardableResult
    private func forget(_ address: String, in world: World) async throws -> ForgetOutcome {
        try await world.store.withStore(.existing) { store in
            try await ForgetWorkflow(
                store: store, address: address, options: world.renderOptions(), resources: try Resources.find(),
                onEvent: { _ in }
            ).run()
        }
    }

    private func isReported(_ explanation: Explanation) -> Bool {
        explanation.participations.flatMap(\.reports).contains { report in
            if case .reported = report.listing { report.kind == .opened || report.kind == .clicked } else { false }
        }
    }

    /// The runs whose page has a CSV of those who were newly engaged.
    private func archivedCSVs(_ world: World) throws -> [String] {
        try world.publishedRuns.filter {
            FileManager.default.fileExists(atPath: "\(world.site)/runs/\($0)/newly-engaged.csv")
        }
    }

    private func files(containing text: String, below folder: String) async throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            FileManager.default.contents(atPath: "\(folder)/\(path)")?.range(of: Data(text.utf8)) != nil
        }
    }
}
