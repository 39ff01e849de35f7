import Engagement
import EngagementStore
import Foundation
import Metrics
import SQLiteStore
import TestSupport
import Testing
import Workflows

@Suite("Measuring")
struct MeasureTests {
    /// A value with a default is easily forgotten, and an empty chart would be all that tells.
    @Test("What a store can measure is gathered")
    func gathersEverything() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await StoreScript(seed: 3, runs: 6, takesBack: false).apply(to: store)
            let run = try #require(try await store.runs().lastFinished())
            let sizes = [run.number - 1, run.number].map { number in
                ListSizeReading(
                    listID: "list", run: number, at: run.startedAt, pending: 0, subscribed: 5, unsubscribed: 0)
            }
            try await store.saveListSizes(sizes)
            let tripwire = Tripwire(message: "Nothing was opened.")
            try await store.saveReconciliation(AccountReconciliation(tripwires: [tripwire]), of: run.number)
            let excluded = try #require(try await store.campaigns().first)
            let zone = try #require(TimeZone(identifier: "Asia/Tokyo"))
            let measured = try await MeasureWorkflow(
                store: store, excluded: CampaignSelection([excluded.id]), timeZone: zone
            ).run()
            await store.close()

            let nothing = Measurements(
                run: StoreSamples.run(day: 99), runs: [], campaigns: [], lists: [], counts: [:], people: PeopleCounts(),
                peopleSummary: PeopleSummary(asOf: StoreSamples.time()))
            let properties = zip(Mirror(reflecting: measured).children, Mirror(reflecting: nothing).children)
            let missing = properties.filter { String(describing: $0.value) == String(describing: $1.value) }
            #expect(missing.isEmpty, "\(missing.compactMap(\.0.label))")
            #expect(measured.listSizes.map(\.run) == sizes.map(\.run))
        }
    }
}
