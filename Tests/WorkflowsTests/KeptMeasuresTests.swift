import Engagement
import EngagementStore
import Foundation
import Metrics
import MongoStore
import SQLiteStore
import TestSupport
import Testing

@testable import Workflows

@Suite("Kept measures")
struct KeptMeasuresTests {
    /// Merges, rollbacks, renames, forgotten people, interrupted runs: after each, what is kept gives what measuring anew gives.
    @Test("what is kept of campaigns gives the same as measuring anew, after whatever was written", arguments: 41...44)
    func isMeasuredAnew(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await follow(StoreScript(seed: UInt64(seed), runs: 6), in: store, every: 5)
            await store.close()
        }
    }

    @Test("the same in MongoDB", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
    func isMeasuredAnewInMongoDB() async throws {
        let store = try await MongoStore.open(uri: try await Mongod.shared.value.newDatabase())
        try await follow(StoreScript(seed: 45, runs: 5), in: store, every: 9)
        await store.close()
    }

    private func follow(_ script: StoreScript, in store: any EngagementStore, every step: Int) async throws {
        try await store.acquireLease(holder: "test")
        for (number, operation) in script.operations.enumerated() {
            try await StoreScript(operations: [operation]).apply(to: store)
            guard number % step == 0 || number + 1 == script.operations.count,
                let run = try await store.runs().lastFinished()
            else { continue }
            let excluded = CampaignSelection(number % 2 == 0 ? [] : [StoreSamples.campaign(2)])
            func measured(keeping keeper: (any StoreWriter)?) async throws -> Measurements {
                try await MeasureWorkflow(store: store, keeper: keeper, excluded: excluded, timeZone: .gmt).run()
            }
            let what = Comment(rawValue: "operation \(number): \(operation)")
            let anew = try await measured(keeping: nil)
            // The first keeps what has changed, the second finds it.
            for _ in 1...2 { expectSame(try await measured(keeping: store), anew, what) }
            try await expectCounts(anew, of: store, what)
            var summary = PeopleSummary(asOf: anew.generatedAt)
            let ids = excluded.ids(among: try await store.campaigns())
            for try await batch in store.people(asOf: run.number, excluding: ids) { summary.add(batch) }
            #expect(anew.peopleSummary == summary, what)
            #expect(try await store.peopleCounts(asOf: run.number, excluding: ids) == anew.people, what)
            let expected = try await store.people(asOf: run.number, excluding: ids).collected()
            for measurements in [anew, try await measured(keeping: store)] {
                let people = try await PeopleReading(store, measurements).people().collected()
                #expect(people.map(withoutKey) == expected.map(withoutKey), what)
            }
            guard try await store.runs().asOf(run) == nil else { continue }
            let rows = try await store.participants(ParticipantQuery(asOf: run.number)).collected()
            #expect(try await store.participants(ParticipantQuery()).collected() == rows, "the newest run shows the present")
            let people = try await store.people(asOf: run.number, excluding: ids).collected()
            #expect(try await store.people(asOf: nil, excluding: ids).collected() == people, "the same for people")
        }
    }

    /// What follows from the rows that were measured is what the store counts, now and as of each run.
    private func expectCounts(_ measurements: Measurements, of store: any EngagementStore, _ what: Comment) async throws {
        let rows = try await StoreBruteForce(store, asOf: measurements.run.number)
        #expect(nonzero(measurements.counts) == rows.counts && Set(measurements.gains) == rows.gains, what)
        #expect(measurements.vanished == rows.vanished, what)
        for run in 0...measurements.run.number {
            #expect(try await measurements.counts(asOf: run) == nonzero(store.counts(asOf: run)), what)
        }
    }

    private func expectSame(_ kept: Measurements, _ anew: Measurements, _ what: Comment) {
        #expect(kept.campaignMeasurements == anew.campaignMeasurements, what)
        #expect(nonzero(kept.counts) == nonzero(anew.counts) && kept.people == anew.people, what)
        #expect(kept.previousCounts.map(nonzero) == anew.previousCounts.map(nonzero), what)
        #expect(kept.previousPeople == anew.previousPeople && kept.peopleSummary == anew.peopleSummary, what)
        #expect(Set(kept.gains) == Set(anew.gains) && kept.identities == anew.identities, what)
        #expect(kept.vanished == anew.vanished && kept.run == anew.run, what)
        #expect(kept.audience.months == anew.audience.months && kept.audience.now == anew.audience.now, what)
        #expect(kept.audience.thirtyDaysAgo == anew.audience.thirtyDaysAgo, what)
        #expect(kept.audience.silentEmails == anew.audience.silentEmails, what)
        #expect(
            kept.audience.silentPeople == anew.audience.silentPeople && kept.audience.loyalPeople == anew.audience.loyalPeople,
            what)
    }

    /// Only a contact's own record has a key.
    private func withoutKey(_ row: PersonRow) -> PersonRow {
        var row = row
        row.attributes = row.attributes.map {
            Attributes(
                emailAddress: $0.emailAddress, status: $0.status, fields: $0.fields, lastUpdatedAt: $0.lastUpdatedAt, run: $0.run)
        }
        return row
    }

    private func nonzero(_ counts: [CampaignID: Counts]) -> [CampaignID: Counts] { counts.filter { $0.value != Counts() } }

    @Test("rows are read of campaigns that have changed, and of no others")
    func readsWhatChanged() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            try await store.acquireLease(holder: "test")
            var run = try await store.beginRun(StoreSamples.run(day: 9))
            try await store.saveCampaigns([1, 2].map { StoreSamples.record($0, sentOn: $0) }, run: run.number)
            for campaign in 1...2 {
                let members = (1...5).map {
                    StoreSamples.participant($0, [.sent, .opened], run: run.number, at: StoreSamples.time(90_000))
                }
                _ = try await store.merge(
                    StoreSamples.batch(
                        campaign, run: run.number, members,
                        contacts: (1...5).map { StoreSamples.contactRecord($0, run: run.number) }))
            }
            (run.state, run.endedAt) = (.proven, StoreSamples.time(9 * 86_400 + 9_000))
            try await store.saveRun(run)
            let workflow = MeasureWorkflow(store: store, keeper: store, excluded: CampaignSelection(), timeZone: .gmt)
            let before = try await workflow.run()
            // Behind the store's back: whoever reads these rows fails.
            try Self.damageRows(ofCampaign: 1, in: path)
            let after = try await workflow.run()
            #expect(
                after.campaignMeasurements == before.campaignMeasurements && after.people == PeopleCounts(people: 5, engaged: 5))
            for keeper in [nil, store] {
                let anew = MeasureWorkflow(
                    store: store, keeper: keeper, isAnew: true, excluded: CampaignSelection(), timeZone: .gmt)
                await #expect(throws: StoreError.self) { try await anew.run() }
            }
            await store.close()
        }
    }

    @Test("who moved away and came back is told right, though a render was killed in between", arguments: [nil, "a@example.com"])
    func cameBack(address: String?) async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await store.acquireLease(holder: "test")
            let sums = MeasureKind("people", version: 1)
            func night(_ day: Int, _ address: String?) async throws -> Measurements {
                var run = try await store.beginRun(StoreSamples.run(day: day))
                if day == 1 { try await store.saveCampaigns([StoreSamples.record(1, sentOn: 0)], run: run.number) }
                var contact = StoreSamples.contactRecord(1, updated: day, run: run.number)
                contact.attributes?.emailAddress = address
                let others = (2...5).map { StoreSamples.contactRecord($0, run: run.number) }
                let members = (1...5).map { StoreSamples.participant($0, [.sent, .opened], run: 1) }
                _ = try await store.merge(
                    day == 1
                        ? StoreSamples.batch(1, run: run.number, members, contacts: [contact] + others)
                        : MergeBatch(run: run.number, campaignID: nil, contacts: [contact]))
                (run.state, run.endedAt) = (.proven, StoreSamples.time(day * 86_400 + 9_000))
                try await store.saveRun(run)
                func measured(_ keeper: (any StoreWriter)?) async throws -> Measurements {
                    try await MeasureWorkflow(store: store, keeper: keeper, excluded: CampaignSelection(), timeZone: .gmt).run()
                }
                let kept = try await measured(store)
                expectSame(kept, try await measured(nil), "night \(day)")
                return kept
            }
            _ = try await night(1, address)
            let before = try #require(try await store.keptMeasure(sums))
            #expect(try await night(2, "b@other.example").campaignMeasurements.values.contains { $0.mailboxes.count == 2 })
            // The render of the second night was killed before it kept this.
            try await store.keep([before], as: sums)
            #expect(try await night(3, address).campaignMeasurements.values.allSatisfy { $0.mailboxes.count == 1 })
            _ = try await night(4, "c@other.example")
            await store.close()
        }
    }

    /// With the program `sqlite3`'s library in Python, as no target of these tests speaks SQL.
    private static func damageRows(ofCampaign key: Int, in path: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE participant SET first_sent = 'odd' WHERE campaign = \(key)\"); c.commit()",
            path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
