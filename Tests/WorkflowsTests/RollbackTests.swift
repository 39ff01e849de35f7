import Engagement
import EngagementStore
import Simulator
import Testing

@testable import Workflows

@Suite("Rolling back", .serialized)
struct RollbackTests {
    @Test("A rolled-back run comes again with the next sync")
    func comesAgain() async throws {
        try await withWorld { world in
            try await world.sync()
            world.server.advance(days: 1)
            try await world.sync()
            let before = try await world.export()
            let result = try await world.rollback("latest")
            #expect(result.run.number == 2 && result.outcome.runs == [2])
            #expect(try await world.verify().counts.participants == 3_000)
            try await world.sync()
            #expect(try await world.export() == before)
        }
    }

    @Test("An unknown run, and one that was rolled back already, are refused; the past of such a run is not shown")
    func refusals() async throws {
        try await withWorld { world in
            try await world.sync()
            await #expect(throws: WorkflowError.self) { try await world.rollback("7") }
            try await world.rollback("1")
            for action in [{ try await world.rollback("1") }, { _ = try await world.verify(asOf: "1") }]
                as [() async throws -> Any]
            {
                let error = await #expect(throws: WorkflowError.self) { try await action() }
                #expect(error?.code == .badRequest && error?.message.contains("rolled back") == true)
            }
        }
    }
}
