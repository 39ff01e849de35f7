import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

@Suite("Upgrading a database", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct UpgradeTests {
    @Test("two spellings of one id and of one person are joined by the merge law")
    func joinsSpellings() async throws {
        let database = try await oldDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        try await OldStore.expectJoined(store)
        try await expectCopies(in: database)
        await store.close()
    }

    /// A killed upgrade has done some of its steps, and the version is the old one.
    @Test("an upgrade that was killed is completed by the next one", arguments: 0...Upgrade.steps.count)
    func isRestartable(done: Int) async throws {
        let database = try await oldDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        await store.close()
        let again = try await oldDatabase()
        let half = try await MongoStore.open(uri: again.uri, upgrades: false)
        for step in Upgrade.steps.prefix(done) { try await step(Upgrade(store: half)) }
        await half.close()
        #expect(try await again.count(["_id": "format", "version": 2], in: .control) == 1)
        let whole = try await MongoStore.open(uri: again.uri)
        try await OldStore.expectJoined(whole)
        try await expectCopies(in: again)
        await whole.close()
        #expect(try await again.count(["_id": "format", "version": .int32(MongoStore.format)], in: .control) == 1)
    }

    @Test("a participant that was moved, and whose old document was not removed yet, counts once")
    func completesMoves() async throws {
        let database = try await oldDatabase()
        let half = try await MongoStore.open(uri: database.uri, upgrades: false)
        let documents = try await database.connection.find(.participants, ["campaign_id": .string(OldStore.upperCampaign)])
        for document in documents {
            try await Upgrade(store: half).move(document, campaign: OldStore.campaign, contact: nil)
            try await database.insert([document])
        }
        await half.close()
        let whole = try await MongoStore.open(uri: database.uri)
        try await OldStore.expectJoined(whole)
        await whole.close()
    }

    @Test("where people were forgotten, the next run looks for their addresses in texts about others", arguments: [0, 1])
    func asksForRedaction(forgotten: Int) async throws {
        let database = try await oldDatabase()
        if forgotten > 0 { try await database.insert([["_id": ["subject": "person", "hash": "0a"]]], into: .tombstones) }
        let store = try await MongoStore.open(uri: database.uri)
        #expect(try await store.note(.pendingRedaction) == (forgotten == 0 ? nil : "upgrade"))
        #expect(try await store.note(.staleArchive) == (forgotten == 0 ? nil : "upgrade"))
        await store.close()
    }

    private func expectCopies(in database: LegacyDatabase) async throws {
        let joined: BSONDocument = [
            "contact_id": .string(OldStore.contact), "email_address": "new@example.com", "engagement.opened": true,
        ]
        #expect(try await database.count(joined) == 1)
        #expect(try await database.count(["person": "zo\u{e9}@example.com"]) == 2)
        #expect(try await database.count(["custom": "of the old scripts"], in: .campaigns) == 1)
    }

    private func oldDatabase() async throws -> LegacyDatabase {
        let database = try await LegacyDatabase()
        let (campaign, upperCampaign) = (OldStore.campaign, OldStore.upperCampaign)
        func run(_ number: Int32, _ state: BSONValue, isFull: Bool) -> BSONDocument {
            [
                "_id": .int32(number), "id": .string("r\(number)"),
                "started_at": .date(milliseconds: Int64(number) * 1_000_000_000),
                "state": state, "api": "v2", "is_full": .boolean(isFull), "covers_account": true, "requests": 9, "gained": [:],
            ]
        }
        try await database.insert(
            [run(1, "proven", isFull: true), run(2, "interrupted", isFull: false), run(3, "proven", isFull: true)], into: .runs)
        func record(_ id: String, _ slug: BSONValue, _ name: BSONValue, list: String, run: Int32) -> BSONDocument {
            [
                "_id": .string(id), "campaign_id": .string(id), "slug": slug, "name": name, "status": "SENT",
                "to_lists": [.string(list)], "first_run": .int32(run), "saved_run": .int32(run),
            ]
        }
        try await database.insert(
            [
                record(upperCampaign, "old-slug", "Old name", list: OldStore.upperList, run: 1),
                record(campaign, "new-slug", "New name", list: OldStore.list, run: 3)
                    .appending("custom", "of the old scripts"),
            ], into: .campaigns)
        try await database.insert(
            [["_id": .string(OldStore.upperList), "name": "List", "field_tags": .array([])]], into: .lists)
        try await database.insert(
            [
                contact(OldStore.upperContact, "old@example.com", updated: 900, run: 1),
                contact(OldStore.contact, "new@example.com", updated: 5_000_000, run: 3),
                contact("composed", "zoe\u{301}@example.com", run: 1),
                contact("precomposed", "ZO\u{c9}@example.com", run: 1).appending("person", "zo\u{e9}@example.com"),
                contact("nul", "nul\0@example.com", run: 1).setting(["fields": ["City": "Bonn", "city": "Berlin"]]),
            ], into: .contacts)
        try await database.insert([
            participant(upperCampaign, OldStore.upperContact, "old@example.com", ["sent": 2]),
            participant(upperCampaign, OldStore.contact, "new@example.com", ["sent": 3, "opened": 3], openedAt: 400),
            participant(campaign, OldStore.upperContact, "old@example.com", ["sent": 1, "opened": 3], openedAt: 300),
            participant(campaign, "composed", "zoe\u{301}@example.com", ["sent": 1]),
            participant(campaign, "precomposed", "ZO\u{c9}@example.com", ["sent": 1, "opened": 1], openedAt: 7)
                .appending("person", "zo\u{e9}@example.com"),
        ])
        let old: BSONDocument = [
            "email_address": "E\u{301}va@example.com", "person": "e\u{301}va@example.com", "fields": ["ZIP": "1", "zip": "2"],
            "run": 1,
        ]
        try await database.insert(
            [["_id": 1, "run": 3, "change": "attributes", "contact_id": "composed", "old": .document(old)]], into: .journal)
        func key(_ id: String) -> BSONValue { ["campaign_id": .string(id), "kind": "sent"] }
        try await database.insert(
            [["_id": key(upperCampaign), "count": 2], ["_id": key(campaign), "count": 1]], into: .forgotten)
        try await database.insert(
            [
                ["_id": .string("contacts:\(OldStore.upperList):subscribed"), "value": "1970-01-01T00:00:01Z"],
                ["_id": "contacts:other:subscribed", "value": "2036-01-01T00:00:00Z"],
                ["_id": .string("imported:\(upperCampaign)"), "value": "1"],
            ], into: .notes)
        let certificate = Certificate(
            campaignID: upperCampaign, kind: .sent, run: 1, ending: .complete, endedAt: Timestamp(seconds: 1_000_050))
        let id: BSONValue = ["campaign_id": .string(upperCampaign), "kind": "sent", "run": 1, "walk": .int64(1)]
        try await database.insert([CertificateDocument.encode(certificate, id: id)], into: .certificates)
        try await database.insert([["_id": "format", "version": 2]], into: .control)
        return database
    }

    private func contact(_ id: String, _ address: String, updated: Int64? = nil, run: Int32) -> BSONDocument {
        var document: BSONDocument = [
            "_id": .string(id), "email_address": .string(address), "status": "subscribed", "fields": [:],
        ]
        document.append("last_updated_at", ifPresent: updated.map { .date(milliseconds: $0 * 1_000) })
        document.append("run", .int32(run))
        return document
    }

    private func participant(
        _ campaign: String, _ contact: String, _ address: String, _ reported: BSONDocument, openedAt: Int64? = nil
    ) -> BSONDocument {
        let times: BSONDocument = openedAt.map { ["opened": .date(milliseconds: $0 * 1_000)] } ?? [:]
        return [
            "_id": ParticipantDocument.id(campaign, contact), "campaign_id": .string(campaign), "contact_id": .string(contact),
            "email_address": .string(address), "status": "subscribed", "fields": [:],
            "engagement": [
                "opened": .boolean(reported["opened"] != nil), "clicked": false, "bounced": false, "complained": false,
                "unsubscribed": false,
            ],
            "first_reported": .document(reported), "occurred_at": .document(times), "synced_at": .date(milliseconds: 0),
        ]
    }
}
