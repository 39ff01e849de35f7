import EmailOctopus
import Engagement
import Simulator
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Workflows

@Suite("Demo", .serialized)
struct DemoWorkflowTests {
    @Test("A day passes between two builds, in each of which the account's new events are found", arguments: APIVersion.allCases)
    func days(version: APIVersion) async throws {
        try await withWorld { world in
            let names = Mutex<[String]>([])
            let outcome = try await DemoWorkflow(
                account: Account(size: .small), version: version, days: 1, store: world.store, sync: SyncOptions(),
                render: world.renderOptions(), resources: try Resources.find(), userAgent: "octo-site-tests"
            ) { event in
                names.withLock { names in
                    switch event {
                    case .dayPassed: names.append("day")
                    case .built(let number, _): names.append("built \(number)")
                    case .build: break
                    }
                }
            }.run()
            #expect(names.withLock { $0 } == ["built 1", "day", "built 2"])
            #expect(outcome.run.number == 2 && !outcome.contradicts && outcome.run.gained.values.reduce(0, +) > 0)
            #expect(try world.publishedRuns.count == 2)
        }
    }
}
