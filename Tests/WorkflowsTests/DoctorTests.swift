import EmailOctopus
import Engagement
import Foundation
import Simulator
import Sync
import TestSupport
import Testing

@testable import Workflows

@Suite("Doctor", .serialized)
struct DoctorTests {
    private func findings(
        _ world: World, templates: String? = nil, provider: (@Sendable () throws -> Provider)? = nil
    ) async -> (isHealthy: Bool, results: [DoctorWorkflow.Check: Result<DoctorWorkflow.Finding, any Error>]) {
        var results: [DoctorWorkflow.Check: Result<DoctorWorkflow.Finding, any Error>] = [:]
        let isHealthy = await DoctorWorkflow(
            store: world.store, output: world.site, templates: templates, secretFile: world.secretFile,
            provider: provider ?? { try world.provider() }
        ).run { results[$0] = $1 }
        return (isHealthy, results)
    }

    @Test("A machine before its first build is in good order, and nothing is created")
    func fresh() async throws {
        try await withWorld { world in
            let (isHealthy, results) = await findings(world)
            #expect(isHealthy && results.count == DoctorWorkflow.Check.allCases.count - 1)
            guard case .storeWillBeCreated? = try results[.store]?.get(), case .outputIsExchanged? = try results[.output]?.get(),
                case .provider(.v2, _, let campaigns)? = try results[.provider]?.get()
            else {
                Issue.record("\(results)")
                return
            }
            #expect(campaigns > 0 && world.server.statistics.requests == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder).isEmpty)
        }
    }

    @Test("What is wrong is told for each part by itself")
    func wrong() async throws {
        struct NoKey: Error {}
        try await withWorld { world in
            var elsewhere = world
            elsewhere.output = "none/public"
            let (isHealthy, results) = await findings(
                elsewhere, templates: "\(world.folder)/none", provider: { throw NoKey() })
            #expect(!isHealthy)
            #expect(throws: WorkflowError.self) { try results[.templates]?.get() }
            #expect(throws: WorkflowError.self) { try results[.output]?.get() }
            #expect(throws: NoKey.self) { try results[.provider]?.get() }
            #expect(throws: Never.self) { try results[.store]?.get() }
        }
    }

    @Test("A store that was synced tells its last run")
    func synced() async throws {
        try await withWorld { world in
            let run = try await world.sync().run
            guard case .store(_, 1, let last, untilFull: 5, setAside: 0)? = try await findings(world).results[.store]?.get()
            else {
                Issue.record("the store was not described")
                return
            }
            #expect(last?.id == run.id)
        }
    }
}
