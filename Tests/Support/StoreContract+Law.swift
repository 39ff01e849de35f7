import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let mergeLaw: [Clause] = (1...3).map { seed in
        Clause("the rows of a run in any order, grouping and repetition end in the same store (seed \(seed))") {
            _, factory in
            var world = StoreWorld(seed: UInt64(seed))
            try await factory.withStore("plain") { plain in
                try await factory.withStore("shuffled") { shuffled in
                    for day in 1...3 { try await mergeBothWays(day, world: &world, plain, shuffled) }
                    let (first, second) = (try await StoreDump(of: plain), try await StoreDump(of: shuffled))
                    #expect(first.differences(from: second) == [])
                }
            }
        }
    }

    private static func mergeBothWays(
        _ day: Int, world: inout StoreWorld, _ plain: any EngagementStore, _ shuffled: any EngagementStore
    ) async throws {
        let run = try await plain.begin(day: day)
        _ = try await shuffled.begin(day: day)
        let records = world.nextRecords(run: run)
        try await plain.saveCampaigns(records, run: run)
        for record in records.reversed() { try await shuffled.saveCampaigns([record, record], run: run) }
        for campaign in 1...records.count {
            let rows = world.observedRows(campaign: campaign, run: run)
            let whole = try await plain.merge(StoreWorld.batch(of: rows, campaign: campaign, run: run))
            var parts = MergeOutcome()
            let otherRows = world.shuffled(rows)
            for batch in world.batches(of: otherRows, campaign: campaign, run: run) {
                var batch = batch
                batch.checkpoints = []
                parts += try await shuffled.merge(batch)
            }
            #expect(parts.newParticipants == whole.newParticipants)
            #expect(parts.gained.filter { $0.value > 0 } == whole.gained.filter { $0.value > 0 })
        }
    }
}
