import EmailOctopus
import Engagement
import HTTP
import Testing

@testable import Sync

@Suite("What a sync would cost")
struct SyncPlanTests {
    private func plan(sent: Int, opened: Int, requestsSoFar: Int = 0, limit: RateLimit) -> SyncPlan {
        let record = CampaignRecord(campaign: Campaign(id: "c", name: nil, status: .sent), slug: "c", firstRun: 1)
        let campaign = CampaignPlan(
            record: record, version: .v2, summary: Summary(sent: sent, openedUnique: opened),
            decisions: [.sent: .walk(.everything), .opened: .walk(.everything), .clicked: .skip(.agrees)], fetchesLinks: true)
        return SyncPlan(
            campaigns: [campaign], unsent: [], requestsSoFar: requestsSoFar, contactRequests: 3, isFull: true, rateLimit: limit)
    }

    @Test("Each walk costs its pages, at least one, and each campaign a summary and its links")
    func requests() {
        // 10 pages of sent, 1 of opened; a summary, the links, and the contacts.
        #expect(plan(sent: 1_000, opened: 0, limit: .unlimited).requestsToCome == 11 + 2 + 3)
        #expect(plan(sent: 1_001, opened: 100, limit: .unlimited).requestsToCome == 12 + 2 + 3)
    }

    @Test("The time is what the limit leaves after the requests so far")
    func time() {
        #expect(plan(sent: 1_000, opened: 0, limit: .unlimited).shortestTimeToCome == .zero)
        let limit = RateLimit(rate: 2, burst: 10)
        #expect(plan(sent: 1_000, opened: 0, limit: limit).shortestTimeToCome == .seconds(3))
        #expect(plan(sent: 1_000, opened: 0, requestsSoFar: 4, limit: limit).shortestTimeToCome == .seconds(5))
        #expect(plan(sent: 1_000, opened: 0, requestsSoFar: 40, limit: limit).shortestTimeToCome == .seconds(8))
        #expect(plan(sent: 1, opened: 0, limit: limit).shortestTimeToCome == .zero)
    }
}
