import Engagement
import Foundation
import Simulator
import Sync
import Synchronization
import Testing

@testable import Workflows

@Suite("Sync", .serialized)
struct SyncWorkflowTests {
    @Test("A plan stores nothing and leaves no store behind")
    func plan() async throws {
        try await withWorld { world in
            let plan = try await world.store.withStore(.temporaryIfMissing) { store in
                try await SyncWorkflow(
                    store: store, provider: try world.provider(), options: SyncOptions(), secretFile: world.secretFile,
                    onEvent: { _ in }
                ).plan()
            }
            #expect(plan.walks > 0 && plan.requestsToCome > 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder).isEmpty)
        }
    }

    @Test("Events tell the plan first, the outcome last, and how many requests have been sent")
    func events() async throws {
        try await withWorld { world in
            let events = Mutex<[SyncWorkflow.Event]>([])
            let outcome = try await world.store.withStore(.createdIfMissing) { store in
                try await SyncWorkflow(
                    store: store, provider: try world.provider(), options: SyncOptions(), secretFile: world.secretFile,
                    now: world.now, onEvent: { event in events.withLock { $0.append(event) } }
                ).run()
            }
            let seen = events.withLock { $0 }
            guard case .progress(.listed, _)? = seen.first, case .finished(let last)? = seen.last else {
                Issue.record("\(seen.count) events")
                return
            }
            #expect(last.run == outcome.run && outcome.run.startedAt == world.server.account.now)
            let requests = seen.compactMap { event in if case .progress(_, let requests) = event { requests } else { nil } }
            #expect(requests.max() == world.server.statistics.requests)
            #expect(seen.count { if case .progress(.planned, _) = $0 { true } else { false } } == 1)
        }
    }

    @Test("A difference can be accepted, and only where there is one")
    func accept() async throws {
        try await withWorld { world in
            let campaign = try #require(world.server.account.sentCampaigns.first).id
            world.server.update { $0.inflated[campaign] = [.opened: 7] }
            #expect(try await world.sync().contradicts)
            try await world.store.withStore(.existing) { store in
                let workflow = VerifyWorkflow(store: store)
                #expect(try await workflow.run().reconciliation.contradicts)
                await #expect(throws: WorkflowError.self) { try await workflow.accept(.clicked, of: campaign) }
                await #expect(throws: WorkflowError.self) { try await workflow.accept(.opened, of: "nothing") }
                try await workflow.accept(.opened, of: campaign)
                #expect(try await !workflow.run().reconciliation.contradicts)
            }
        }
    }
}
