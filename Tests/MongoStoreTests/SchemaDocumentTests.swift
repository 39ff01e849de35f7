import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

@Suite("The description of the schema", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct SchemaDocumentTests {
    /// Documents that exist only while a call is under way.
    private static let passing: [String: Set<String>] = ["octo_control": ["run", "contacts", "persons", "counts", "outcome"]]

    @Test("docs/store.md names every collection and field, and no other")
    func isComplete() async throws {
        let described = try StoreDocument().tables(in: "MongoDB")
        #expect(Set(described.keys) == Set(Collection.allCases.map(\.rawValue)))
        let store = try await MongoStore.open(uri: try await Mongod.shared.value.newDatabase())
        try await fill(store)
        for collection in Collection.allCases {
            let documents = try await store.connection.find(collection, [:])
            let fields = Set(documents.flatMap { $0.map(\.key) })
            let passing = Self.passing[collection.rawValue] ?? []
            #expect(fields.union(passing) == described[collection.rawValue], "\(collection.rawValue)")
        }
        await store.close()
    }

    /// Writes something of everything that a store can hold.
    private func fill(_ store: MongoStore) async throws {
        try await store.acquireLease(holder: "test")
        for seed in 1...3 { try await StoreScript(seed: UInt64(seed), runs: 6).apply(to: store) }
        let run = try await store.begin()
        if var begun = try await store.runs().last {
            begun.totals = Totals(campaigns: 1, counts: Counts(participants: 1), people: 1, engagedPeople: 1)
            try await store.saveRun(begun)
        }
        var record = StoreSamples.record(99, sentOn: 1)
        record.links = [LinkClicks(url: "https://example.com", total: 1, unique: 1)]
        try await store.saveCampaigns([record], run: run)
        try await store.saveReconciliation(AccountReconciliation(), of: run)
        let certificate = Certificate(
            campaignID: "c", kind: .sent, run: run, ending: .broken, expectedBefore: 1, expectedAfter: 1,
            endedAt: StoreSamples.time(0), problem: "The connection was cut.")
        try await store.endWalk(certificate, keepsCursor: false, vanished: [], returned: [])
        let checkpoint = MergeBatch.Checkpoint(kind: .sent, cursor: "next", pages: 1, rows: 1, seen: ContactSet())
        _ = try await store.merge(MergeBatch(run: run, campaignID: "c", checkpoints: [checkpoint]))
        let size = ListSizeReading(
            listID: "l", run: run, at: StoreSamples.time(0), pending: 1, subscribed: 2, unsubscribed: 3)
        try await store.saveListSizes([size])
        try await store.accept(AcceptedDifference(campaignID: "c", kind: .sent, difference: 1))
        try await store.saveNote(.staleArchive, "")
        // A document of the old scripts that names no campaign.
        try await store.connection.write(
            .participants, [.insert(["_id": "old", "contact_id": "x", "email_address": "a@example.com"])])
        _ = try await store.adoptLegacyData()
        let twins = StoreSamples.contactRecord(90, fields: ["A": .text("1"), "a": .text("2")], run: run)
        _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [twins]))
        try await store.keep([KeptMeasure(campaignID: "c", change: 1, bytes: [1])], as: MeasureKind("sums", version: 1))
        try await store.keep(NotifyMemory(channel: "mail", state: [1], savedAt: StoreSamples.time()))
    }
}
