import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

@Suite("Views for people who query the database", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct ViewTests {
    @Test("a new database has the views, with the columns of those in SQLite")
    func hasColumns() async throws {
        let (store, _) = try await filled()
        let described = try StoreDocument().tables(in: "SQLite")
        for view in View.all {
            let rows = try await rows(of: view.name, in: store)
            #expect(!rows.isEmpty)
            for row in rows { #expect(Set(row.map(\.key)) == described[view.name], "\(view.name)") }
        }
        await store.close()
    }

    @Test("participants and campaigns in views are the store's, the old scripts' documents left out")
    func showsParticipants() async throws {
        let (store, database) = try await filled()
        try await database.insert([LegacyDatabase.participant(1, 1, 1, ["opened": true])])
        let participants = try await rows(of: "v_participants", in: store)
        let stored = try await store.participants(ParticipantQuery()).collected()
        #expect(participants.count == stored.count)
        let byKey = Dictionary(
            participants.map { ("\($0["campaign_id"]?.string ?? "") \($0["contact_id"]?.string ?? "")", $0) },
            uniquingKeysWith: { $1 })
        for row in stored {
            let shown = try #require(byKey["\(row.campaignID) \(row.participant.contactID)"])
            let flags = row.participant.firstReported.engagement
            #expect(shown["opened"]?.integer == (flags.opened ? 1 : 0) && shown["engaged"] == shown["opened"])
            #expect(shown["sent"]?.integer == (row.participant.firstReported.isReported(.sent) ? 1 : 0))
            #expect(shown["person"]?.string == row.attributes?.person)
            #expect(shown["clicked_at"]?.string == row.participant.occurredAt[.clicked]?.iso8601)
        }
        let counts = try await store.counts(asOf: nil)
        let campaigns = try await rows(of: "v_campaigns", in: store)
        let records = try await store.campaigns()
        #expect(Set(campaigns.compactMap { $0["campaign_id"]?.string }) == Set(records.map(\.id)))
        for record in records {
            let shown = try #require(campaigns.first { $0["campaign_id"]?.string == record.id })
            let own = counts[record.id] ?? Counts()
            #expect(shown["participants"]?.int == own.participants && shown["opened"]?.int == own.opened)
            #expect(shown["clicked"]?.int == own.clicked && shown["unsubscribed"]?.int == own.unsubscribed)
            #expect(shown["sent_at"]?.string == record.campaign.sentAt?.iso8601)
            #expect(shown["summary_sent"]?.int == record.summary?.sent)
            #expect(shown["status"]?.string == record.campaign.status.rawValue)
        }
        await store.close()
    }

    @Test("people in the view are the store's")
    func showsPeople() async throws {
        let (store, _) = try await filled()
        let shown = try await rows(of: "v_people", in: store)
        let people = try await store.people(asOf: nil, excluding: []).collected()
        #expect(Set(shown.compactMap { $0["person"]?.string }) == Set(people.map(\.person)) && shown.count == people.count)
        for person in people {
            let row = try #require(shown.first { $0["person"]?.string == person.person })
            #expect(row["campaigns"]?.int == person.campaigns && row["opened"]?.int == person.opened)
            #expect(row["clicked"]?.int == person.clicked && row["domain"]?.string == mailDomain(of: person.person))
            #expect(row["first_campaign_at"]?.string == person.firstCampaignAt?.iso8601)
            #expect(row["last_opened_at"]?.string == person.lastOpenedAt?.iso8601)
        }
        await store.close()
    }

    @Test("a copy into a database makes the views, which are no part of what is copied")
    func isMadeByCopies() async throws {
        let (store, _) = try await filled()
        let target = try await MongoStore.open(uri: try await Mongod.shared.value.newDatabase())
        try await StoreCopy(from: store, to: target).run()
        #expect(try await rows(of: "v_people", in: target).count == rows(of: "v_people", in: store).count)
        for store in [store, target] { await store.close() }
    }

    private func filled() async throws -> (MongoStore, LegacyDatabase) {
        let database = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        try await StoreScript(seed: 81, runs: 4, takesBack: false).apply(to: store)
        var record = StoreSamples.record(1, sentOn: 1)
        record.links = [LinkClicks(url: "https://example.com", total: 3, unique: 2)]
        try await store.saveCampaigns([record], run: 4)
        return (store, database)
    }

    private func rows(of view: String, in store: MongoStore) async throws -> [BSONDocument] {
        let reply = try await store.connection.command([
            "aggregate": .string(view), "pipeline": .array([]), "cursor": ["batchSize": 10_000],
        ])
        return (reply["cursor", "firstBatch"]?.array ?? []).compactMap(\.document)
    }
}
