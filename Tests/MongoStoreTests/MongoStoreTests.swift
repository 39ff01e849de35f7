import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

/// What is particular to MongoDB, beyond the contract of every store.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct MongoStoreTests {
    /// A store of its own, and the documents behind it.
    private func withStore(_ body: (MongoStore, LegacyDatabase) async throws -> Void) async throws {
        let database = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        try await body(store, database)
        await store.close()
    }

    @Test func theTeamsQueriesCountRight() async throws {
        try await withStore { store, database in
            let run = try await store.begin()
            let kinds: [[ReportKind]] = [[.sent], [.sent, .opened], [.sent, .clicked], [.sent, .opened, .clicked], [.bounced]]
            let members = kinds.enumerated().map { StoreSamples.participant($0.offset, $0.element, run: run) }
            _ = try await store.merge(
                StoreSamples.batch(1, run: run, members, contacts: (0..<5).map { StoreSamples.contactRecord($0, run: run) }))
            #expect(try await database.count(["engagement.opened": true]) == 3)
            #expect(try await database.count(["engagement.clicked": true]) == 2)
            #expect(
                try await database.count(["$or": [["engagement.opened": true], ["engagement.clicked": true]]]) == 3)
            #expect(
                try await database.count([
                    "campaign_id": .string(StoreSamples.campaign(1)), "email_address": "person3@example.com",
                    "status": "subscribed", "fields.FirstName": "Ann", "engagement.unsubscribed": false,
                    "synced_at": ["$type": "date"],
                ]) == 1)
        }
    }

    @Test func aValueThatLooksLikeAPathIsStoredAsItIs() async throws {
        try await withStore { store, database in
            let run = try await store.begin()
            func record(_ text: String, updated: Int) -> ContactRecord {
                StoreSamples.contactRecord(
                    1, fields: ["FirstName": .text(text), "a.b": .text(text), "$x": .text(text), "": .text(text)],
                    updated: updated, run: run)
            }
            let member = [StoreSamples.participant(1, [.sent], run: run)]
            // Once by insertion, once as an update of the copies.
            for (number, text) in ["$ecret", "$$ROOT"].enumerated() {
                _ = try await store.merge(StoreSamples.batch(1, run: run, member, contacts: [record(text, updated: number)]))
                let value = BSONValue.string(text)
                for key in ["FirstName", "a%2Eb", "%24x", "%"] {
                    #expect(try await database.count(["fields.\(key)": value]) == 1, "\(key)")
                }
                #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [record(text, updated: number)])
            }
        }
    }

    @Test func campaignsWithoutARecordComeAfterThoseWithOne() async throws {
        try await withStore { store, _ in
            let run = try await store.begin()
            try await store.saveCampaigns(
                [StoreSamples.record(4, sentOn: 1), StoreSamples.record(2, sentOn: 2), StoreSamples.record(6, sentOn: 3)],
                run: run)
            for number in 1...5 {
                _ = try await store.merge(
                    StoreSamples.batch(number, run: run, [StoreSamples.participant(number, [.sent], run: run)]))
            }
            let rows = try await store.participants(ParticipantQuery()).collected()
            let others = [1, 3, 5].map(StoreSamples.campaign).sorted(by: utf8Less)
            #expect(rows.map(\.campaignID) == [4, 2].map(StoreSamples.campaign) + others)
        }
    }

    @Test func copiesFollowTheContactIntoEveryCampaign() async throws {
        try await withStore { store, database in
            let run = try await store.begin()
            for campaign in 1...3 {
                // In the first campaign nothing but the id is known.
                let contacts = campaign == 1 ? [] : [StoreSamples.contactRecord(1, address: "ÅSE@example.com", run: run)]
                let batch = StoreSamples.batch(
                    campaign, run: run, [StoreSamples.participant(1, [.sent], run: run)], contacts: contacts)
                _ = try await store.merge(batch)
            }
            #expect(try await database.count(["email_address": "ÅSE@example.com", "person": "åse@example.com"]) == 3)
            let later = StoreSamples.contactRecord(1, address: "ase@example.com", updated: 9, run: run)
            _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [later]))
            #expect(try await database.count(["email_address": "ase@example.com", "person": ["$exists": false]]) == 3)
        }
    }

    @Test func aLeaseRunsOutByTheServersClock() async throws {
        try await withStore { store, database in
            let other = try await MongoStore.open(uri: database.uri)
            try await store.acquireLease(holder: "the first")
            await #expect(throws: StoreError.self) { try await other.acquireLease(holder: "the second") }
            let remaining: BSONValue = ["$subtract": ["$expires_at", "$$NOW"]]
            #expect(
                try await database.count(
                    ["$expr": ["$and": [["$gt": [remaining, 30_000]], ["$lte": [remaining, 60_000]]]]], in: .control) == 1)
            // A minute on, as the server sees it.
            try await database.connection.write(
                .control, [.update(filter: ["_id": "lease"], update: ["0": ["$set": ["expires_at": "$$NOW"]]])])
            try await other.acquireLease(holder: "$second")
            let lost = await #expect(throws: StoreError.self) { try await store.renewLease() }
            #expect(lost?.code == .leased && lost?.message.contains("$second") == true)
            // Releasing a lease that is no longer held takes nothing from the other holder.
            try await store.releaseLease()
            try await other.renewLease()
            await other.close()
            #expect(try await database.count(["_id": "lease"], in: .control) == 0)
        }
    }

    @Test func aServerThatIsNotThereIsNamed() async throws {
        let uri = "mongodb://user:se%40cret@127.0.0.1:1/?serverSelectionTimeoutMS=300"
        let error = await #expect(throws: StoreError.self) { _ = try await MongoStore.open(uri: uri) }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("mongodb://127.0.0.1:1/emailoctopus_db can't be reached") == true)
        #expect(error?.message.contains("cret") == false)
    }

    @Test(arguments: ["mongodb://user:p@ss@host:1/x", "mongodb:/nowhere", "mongodb://host:port", ""])
    func aStringThatIsNoAddressIsRefusedWithoutItsPassword(uri: String) async throws {
        let error = await #expect(throws: StoreError.self) { _ = try await MongoStore.open(uri: uri) }
        #expect(error?.message.contains("can't be read as a MongoDB connection string") == true)
        #expect(error?.description.contains("ss@host") == false)
    }

    @Test func aStoreOfANewerProgramIsRefused() async throws {
        try await withStore { store, database in
            _ = try await store.begin()
            try await database.connection.write(
                .control, [.update(filter: ["_id": "format"], update: ["$set": ["version": 99]])])
            let error = await #expect(throws: StoreError.self) { _ = try await MongoStore.open(uri: database.uri) }
            #expect(error?.code == .tooNew)
            #expect(error?.message.contains("store version 99, this one knows up to \(MongoStore.format)") == true)
        }
    }

    @Test func aStoreOfAnEarlierProgramIsBroughtUpToThisOne() async throws {
        try await withStore { store, database in
            _ = try await store.begin()
            try await database.connection.write(
                .control, [.update(filter: ["_id": "format"], update: ["$set": ["version": 1]])])
            let again = try await MongoStore.open(uri: database.uri)
            #expect(try await again.runs().count == 1)
            await again.close()
            #expect(try await database.count(["_id": "format", "version": .int32(MongoStore.format)], in: .control) == 1)
        }
    }

    @Test func aClosedStoreSaysSo() async throws {
        try await withStore { store, _ in
            await store.close()
            await #expect(throws: StoreError.self) { _ = try await store.runs() }
        }
    }

    /// A standalone server has neither transactions nor retryable writes.
    @Test func aLoneServerServes() async throws {
        let mongod = try await Mongod(isReplicaSet: false)
        let store = try await MongoStore.open(uri: mongod.newDatabase())
        try await StoreScript(seed: 7, runs: 3).apply(to: store)
        #expect(try await store.counts(asOf: nil).isEmpty == false)
        await store.close()
        mongod.stop()
    }

    @Test func aServerThatGoesAwayIsNamed() async throws {
        let mongod = try await Mongod(isReplicaSet: false)
        let store = try await MongoStore.open(uri: mongod.newDatabase() + "&serverSelectionTimeoutMS=300")
        _ = try await store.begin()
        mongod.stop()
        let error = await #expect(throws: StoreError.self) { _ = try await store.runs() }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("127.0.0.1:\(mongod.port)") == true)
        await store.close()
    }
}
