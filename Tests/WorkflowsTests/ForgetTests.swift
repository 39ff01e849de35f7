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
            let again = try await result(of: address, in: elsewhere)
            #expect(again.wasForgotten && again.outcome == ForgetOutcome())
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

    @Test("An address that nobody has is refused, unless it is to be forgotten even so", arguments: StoreKind.available)
    func unknown(_ kind: StoreKind) async throws {
        try await withWorld(store: kind) { world in
            try await world.sync()
            let error = await #expect(throws: WorkflowError.self) { try await forget("nobody@unknown.example", in: world) }
            #expect(error?.code == .unknownAddress)
            let first = try await result(of: "nobody@unknown.example", in: world, isUnknownAllowed: true)
            #expect(!first.wasForgotten && first.outcome == ForgetOutcome())
            let second = try await result(of: "Nobody@Unknown.example", in: world)
            #expect(second.wasForgotten)
        }
    }

    @Test("A plan says what would go, and changes nothing")
    func plan() async throws {
        try await withWorld { world in
            try await world.sync()
            let address = try await firstAddress(in: world)
            let before = try await world.export()
            let plan = try await workflow(address, in: world) { try await $0.plan() }
            #expect(plan.contacts > 0 && plan.participants > 0)
            #expect(try await world.export() == before)
            let outcome = try await forget(address, in: world)
            #expect((plan.contacts, plan.participants) == (outcome.contacts, outcome.participants))
        }
    }

    @discardableResult
    private func forget(_ address: String, in world: World) async throws -> ForgetOutcome {
        try await result(of: address, in: world).outcome
    }

    private func result(
        of address: String, in world: World, isUnknownAllowed: Bool = false
    ) async throws -> ForgetWorkflow.Result {
        try await workflow(address, in: world, isUnknownAllowed: isUnknownAllowed) { try await $0.run() }
    }

    private func workflow<Value: Sendable>(
        _ address: String, in world: World, isUnknownAllowed: Bool = false,
        _ body: @escaping @Sendable (ForgetWorkflow) async throws -> Value
    ) async throws -> Value {
        try await world.store.withStore(.existing) { store in
            try await body(
                try ForgetWorkflow(
                    store: store, address: address, isUnknownAllowed: isUnknownAllowed, options: world.renderOptions(),
                    resources: try Resources.find(), onEvent: { _ in }))
        }
    }

    private func firstAddress(in world: World) async throws -> String {
        let people = try await world.export { $0.row = .person }
        return String(try #require(people.split(separator: "\r\n").dropFirst().first?.split(separator: ",").first))
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
