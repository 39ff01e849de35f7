import Engagement
import EngagementStore
import SQLiteStore
import TestSupport
import Testing

@testable import MongoStore

@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct LegacyAdoptionTests {
    /// Two campaigns of 1,500 contacts; every kind of flag the old scripts are known to have written, and one key twice.
    private func fill(_ old: LegacyDatabase, hasIndexes: Bool) async throws {
        if hasIndexes { try await old.makeIndexes() }
        try await old.insert([LegacyDatabase.campaign(1), LegacyDatabase.campaign(2)], into: .campaigns)
        var documents: [BSONDocument] = []
        for campaign in 1...2 {
            for contact in 0..<1_500 {
                documents.append(
                    LegacyDatabase.participant(campaign * 10_000 + contact, campaign, contact, flags(of: contact)))
            }
        }
        if !hasIndexes {
            // The same key again, with other flags.
            documents.append(LegacyDatabase.participant(30_000, 1, 5, ["opened": false, "clicked": 1]))
            documents.append(LegacyDatabase.participant(30_001, 1, 0, ["opened": true]))
        }
        try await old.insert(documents)
    }

    /// Flags in the spellings that occur, by the number of the contact; contacts 0…9 repeat.
    private func flags(of contact: Int) -> BSONValue? {
        switch contact % 10 {
        case 0: all(false)
        case 1: ["opened": true, "clicked": false, "bounced": false, "complained": false, "unsubscribed": false]
        case 2: ["opened": 1, "clicked": 0]
        case 3: ["opened": .double(1), "clicked": .int64(1), "bounced": .null]
        case 4: ["clicked": true]
        case 5: nil
        case 6: .null
        case 7: ["bounced": true, "unsubscribed": 1]
        case 8: ["complained": true, "opened": .null]
        default: all(false)
        }
    }

    private func all(_ value: Bool) -> BSONValue {
        .document(BSONDocument(ReportKind.engagement.map { ($0.rawValue, .boolean(value)) }))
    }

    private func expectRight(_ old: LegacyDatabase, extra: Int) async throws {
        #expect(try await old.count() == 3_000)
        #expect(try await old.count(["_id": ["$type": "objectId"]]) == 0)
        // Contacts 1 to 4 of ten opened, 3 and 4 clicked, so that 4 did by implication; and those of the second documents.
        #expect(try await old.count(["engagement.opened": true]) == 1_200 + extra)
        #expect(try await old.count(["engagement.clicked": true]) == 600 + extra / 2)
        #expect(
            try await old.count(["$or": [["engagement.opened": true], ["engagement.clicked": true]]]) == 1_200 + extra)
        #expect(try await old.count(["engagement.bounced": true]) == 300)
        for kind in ReportKind.engagement {
            #expect(try await old.count(["engagement.\(kind.rawValue)": ["$type": "bool"]]) == 3_000)
        }
    }

    @Test(arguments: [true, false])
    func takesOverEverythingOnce(hasIndexes: Bool) async throws {
        let old = try await LegacyDatabase()
        try await fill(old, hasIndexes: hasIndexes)
        let store = try await MongoStore.open(uri: old.uri)
        #expect(store.mayHoldLegacyData)
        let report = try #require(try await store.adoptLegacyData())
        let extra = hasIndexes ? 0 : 2
        #expect(report.documents == 3_000 + extra && report.participants == 3_000 && report.joined == extra)
        #expect(report.campaigns == 2 && report.unkeyed == 0)
        try await expectRight(old, extra: extra)
        #expect(try await store.adoptLegacyData() == nil)

        // All of it is of run 0: no run has gained it.
        #expect(Set(try await StoreBruteForce(store).gains.map(\.run)) == [0])
        let counts = try await store.counts(asOf: 0)
        #expect(counts[StoreSamples.campaign(2)]?.sent == 1_500)
        #expect(counts[StoreSamples.campaign(2)]?.openedReported == 300, "an open beside a click stays implied")
        #expect(report.run == 0 && !report.showsThatScriptsStillRun && report.gained[.sent] == 3_000)
        let records = try await store.campaigns()
        #expect(records.map(\.campaign.name) == ["Old 1", "Old 2"])
        #expect(records.allSatisfy { $0.firstRun == 0 && $0.summary == nil && $0.campaign.status == .sent })
        #expect(try await old.count(["campaign_type": "email", "statistics.sent.unique": 0], in: .campaigns) == 2)
        let contact = try #require(try await store.contacts(matching: "Person7@example.com").first)
        #expect(
            contact.attributes
                == Attributes(
                    emailAddress: "person7@example.com", status: "SUBSCRIBED", fields: ["FirstName": .text("Ann")], run: 0))
        await store.close()
    }

    @Test func mergesWhatOctoSiteKnowsAlready() async throws {
        let old = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1)], run: run)
        let ours = (0..<4).map { StoreSamples.participant($0, [.sent, .opened], run: run) }
        _ = try await store.merge(
            StoreSamples.batch(1, run: run, ours, contacts: (0..<4).map { StoreSamples.contactRecord($0, run: run) }))
        // Somebody starts the old scripts again: they upsert by campaign and contact, all flags false.
        try await old.makeIndexes()
        for contact in 0..<2 {
            var document = LegacyDatabase.participant(contact, 1, contact, all(false), fields: ["FirstName": "Old"])
            document = BSONDocument(document.filter { $0.key != "_id" })
            try await old.connection.write(
                .participants,
                [
                    .update(
                        filter: [
                            "campaign_id": .string(StoreSamples.campaign(1)),
                            "contact_id": .string(StoreSamples.contact(contact)),
                        ],
                        update: ["$set": .document(document)], upsert: true)
                ])
        }
        try await old.insert([LegacyDatabase.participant(9, 1, 9, ["clicked": true])])
        try await old.insert([LegacyDatabase.campaign(2)], into: .campaigns)
        #expect(try await old.count(["engagement.opened": true]) == 2)

        let report = try #require(try await store.adoptLegacyData())
        #expect(report.documents == 1 && report.participants == 1 && report.repaired == 2 && report.campaigns == 1)
        #expect(try await old.count() == 5)
        #expect(try await old.count(["engagement.opened": true]) == 5)
        #expect(try await old.count(["fields.FirstName": "Old"]) == 0)
        let rows = try await store.participants(ParticipantQuery()).collected()
        #expect(Set(rows.filter { $0.participant.firstReported[.opened] == run }.map(\.participant)) == Set(ours))
        #expect(try await store.adoptLegacyData() == nil)
        await store.close()
    }

    @Test func whatTheOldScriptsWroteBesideTheFlagsIsPutRight() async throws {
        let old = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        let ours = (0..<3).map { StoreSamples.participant($0, [.sent, .opened], run: run) }
        _ = try await store.merge(
            StoreSamples.batch(1, run: run, ours, contacts: (0..<2).map { StoreSamples.contactRecord($0, run: run) }))
        // The same flags, so that only what stands beside them tells; and nothing is known of contact 2 but its id.
        try await old.connection.write(
            .participants,
            [
                .updateMany(
                    filter: ["contact_id": ["$ne": .string(StoreSamples.contact(1))]],
                    update: ["$set": ["fields": ["FirstName": "Old"], "status": "SUBSCRIBED", "synced_at": "2031-01-01"]])
            ])
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.copies == 1 && report.repaired == 0)
        #expect(try await old.count(["fields.FirstName": "Old"]) == 1)
        #expect(try await store.adoptLegacyData() == nil)
        await store.close()
    }

    @Test func aFlagThatTheOldScriptsRaisedInOurDocumentsCountsForTheNextRun() async throws {
        let old = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        _ = try await store.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(1, [.sent], run: run)]))
        try await old.connection.write(
            .participants, [.updateMany(filter: [:], update: ["$set": ["engagement": ["opened": 1, "clicked": .null]]])])
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.repaired == 1 && report.flags == [.opened: 1])
        let row = try #require(try await store.participants(ParticipantQuery()).collected().first)
        #expect(row.participant.firstReported[.opened] == run + 1 && row.participant.firstReported[.sent] == run)
        #expect(report.run == run + 1 && report.gained == [.opened: 1])
        #expect(try await store.begin() == run + 1)
        try await expectBooleans(old, 1)
        await store.close()
    }

    private func expectBooleans(_ old: LegacyDatabase, _ count: Int) async throws {
        for kind in ReportKind.engagement {
            #expect(try await old.count(["engagement.\(kind.rawValue)": ["$type": "bool"]]) == count)
        }
    }

    /// Every step, cut off after every piece of it.
    @Test(arguments: 0...5)
    func goesOnWhereItWasKilled(step: Int) async throws {
        let old = try await LegacyDatabase()
        try await fill(old, hasIndexes: false)
        let first = try await MongoStore.open(uri: old.uri)
        let adopter = LegacyAdopter(
            store: first, run: 0, slug: { "campaign-\($0.id)" }, isForgotten: { _, _ in false }, redaction: .nothing)
        var report = LegacyAdoption()
        if step > 0 { try await adopter.dropForeignIndexes(&report) }
        if step > 1 { try await adopter.adoptCampaigns(&report) }
        if step > 2 {
            let page = try #require(try await adopter.readPage())
            // Killed in the middle of merging, at its end, or in the middle of removing.
            try await adopter.merge(step == 3 ? Array(page.prefix(400)) : page, into: &report)
            if step == 5 { try await adopter.remove(Array(page.prefix(400))) }
        }
        await first.close()
        let second = try await MongoStore.open(uri: old.uri)
        _ = try await second.adoptLegacyData()
        try await expectRight(old, extra: 2)
        #expect(try await second.campaigns().count == 2)
        #expect(try await old.count(in: .campaigns) == 2)
        await second.close()
    }

    @Test func keepsWhatHasNoKeyAndLeavesOutTheForgotten() async throws {
        let old = try await LegacyDatabase()
        var bare = LegacyDatabase.participant(1, 1, 1, all(false))
        bare = BSONDocument(bare.filter { $0.key != "contact_id" })
        try await old.insert([
            bare, LegacyDatabase.participant(2, 1, 2, all(true)), LegacyDatabase.participant(3, 1, 3, all(true)),
        ])
        let store = try await MongoStore.open(uri: old.uri)
        let gone = StoreSamples.contact(3)
        let report = try #require(try await store.adoptLegacyData(isForgotten: { id, _ in id == gone }))
        #expect(report.unkeyed == 1 && report.forgotten == 1 && report.participants == 1)
        #expect(try await old.count() == 1)
        #expect(try await old.count(["document.email_address": "person1@example.com"], in: .unkeyed) == 1)
        #expect(report.description.contains("octo_unkeyed"))
        await store.close()
    }

    /// Some versions of the old scripts want an address once a campaign; the provider doesn't.
    @Test func anIndexThatRefusesParticipantsIsNamedAndDropped() async throws {
        let old = try await LegacyDatabase()
        _ = try await old.connection.writeCommand([
            "createIndexes": "participants",
            "indexes": [["key": ["campaign_id": 1, "email_address": 1], "name": "by_address", "unique": true]],
        ])
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1)], run: run)
        let batch = StoreSamples.batch(
            1, run: run, (1...2).map { StoreSamples.participant($0, [.sent], run: run) },
            contacts: (1...2).map { StoreSamples.contactRecord($0, address: "both@example.com", run: run) })
        let error = await #expect(throws: StoreError.self) { _ = try await store.merge(batch) }
        #expect(error?.message.contains("unique index on participants") == true)
        let adoption = try #require(try await store.adoptLegacyData())
        #expect(adoption.droppedIndexes == ["participants.by_address"] && adoption.isWarning)
        #expect(
            adoption.description.hasPrefix("The unique index participants.by_address, which octo-site did not make, was dropped"))
        #expect(!adoption.showsThatScriptsStillRun && !adoption.description.contains("old scripts"))
        #expect(try await store.adoptLegacyData() == nil)
        _ = try await store.merge(batch)
        #expect(try await old.count() == 2)
        await store.close()
    }

    @Test("Documents under keys of any kind are adopted where they name campaign and contact, and set aside where not")
    func keysOfAnyKind() async throws {
        let old = try await LegacyDatabase()
        let keys: [BSONValue] = [
            "text", 7, true, .date(milliseconds: 5), ["contact_id": "x"], ["campaign_id": 1, "contact_id": "x"],
            ["campaign_id": "a", "contact_id": "b", "more": 1],
        ]
        for (number, key) in keys.enumerated() {
            let whole = LegacyDatabase.participant(1, 1, number, ["opened": true])
            try await old.insert([BSONDocument([("_id", key)] + whole.filter { $0.key != "_id" }.map { ($0.key, $0.value) })])
        }
        try await old.insert([["_id": ["x": 1], "contact_id": "nobody"], ["_id": ["x": 2], "email_address": "a@example.com"]])
        try await old.insert([["_id": "nameless", "name": "Without an id"]], into: .campaigns)
        let store = try await MongoStore.open(uri: old.uri)
        #expect(try await store.legacyTraces().documents == keys.count + 2)
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.documents == keys.count + 2 && report.participants == keys.count && report.unkeyed == 3)
        #expect(report.joined == 0 && report.unnamedCampaigns == 1)
        #expect(try await old.count() == keys.count)
        #expect(try await old.count(in: .unkeyed) == 3)
        #expect(try await store.counts(asOf: nil)[StoreSamples.campaign(1)]?.opened == keys.count)
        #expect(try await store.adoptLegacyData() == nil)
        let traces = try await store.legacyTraces()
        #expect(traces.isEmpty && traces.setAside == 3)
        await store.close()
    }

    @Test("Ids are one in both cases, as the provider's are")
    func upperCaseIDs() async throws {
        let old = try await LegacyDatabase()
        func upper(_ document: BSONDocument) -> BSONDocument {
            BSONDocument(
                document.map { key, value in
                    (key, ["campaign_id", "contact_id"].contains(key) ? .string((value.string ?? "").uppercased()) : value)
                })
        }
        try await old.insert([upper(LegacyDatabase.campaign(1))], into: .campaigns)
        let second = upper(LegacyDatabase.campaign(2))
        try await old.insert(
            [
                BSONDocument(
                    [("_id", second["campaign_id"] ?? .null)] + second.filter { $0.key != "_id" }.map { ($0.key, $0.value) })
            ],
            into: .campaigns)
        try await old.insert([
            upper(LegacyDatabase.participant(1, 1, 1, ["opened": true])), LegacyDatabase.participant(2, 1, 1, ["bounced": true]),
        ])
        let store = try await MongoStore.open(uri: old.uri)
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.participants == 1 && report.campaigns == 2 && report.unnamedCampaigns == 0)
        let row = try #require(try await store.participations(of: [StoreSamples.contact(1)]).first)
        #expect(row.campaignID == StoreSamples.campaign(1) && row.engagement.opened && row.engagement.bounced)
        #expect(try await store.legacyTraces().isEmpty)
        #expect(try await store.adoptLegacyData() == nil)
        await store.close()
    }

    @Test("A campaign without a document gets one from its id; campaigns of text messages are none")
    func campaignsWithoutADocument() async throws {
        let old = try await LegacyDatabase()
        let text = BSONDocument(LegacyDatabase.campaign(3).filter { $0.key != "campaign_type" })
            .appending("campaign_type", "text")
        try await old.insert([LegacyDatabase.campaign(1), text], into: .campaigns)
        try await old.insert((1...3).map { LegacyDatabase.participant($0, $0, $0, all(false)) })
        let store = try await MongoStore.open(uri: old.uri)
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.campaigns == 1 && report.unnamedCampaigns == 1 && report.participants == 2 && report.unkeyed == 1)
        #expect(report.description.contains("1 campaigns have participants but no document"))
        let records = try await store.campaigns()
        #expect(Set(records.map(\.id)) == [StoreSamples.campaign(1), StoreSamples.campaign(2)])
        #expect(records.allSatisfy { $0.campaign.status == .sent && $0.firstRun == 0 })
        #expect(try await old.count(["campaign_type": "text"], in: .campaigns) == 1)
        #expect(try await store.adoptLegacyData() == nil)
        // Version 1 gave it a slug; it is no mailing for that.
        try await old.connection.write(
            .campaigns,
            [.update(filter: ["campaign_type": "text"], update: ["$set": ["slug": "text", "first_run": .int32(0)]])])
        #expect(try await store.campaigns().count == 2)
        await store.close()
    }

    @Test("In a store with runs, what the old scripts add is of the next run, and no earlier one changes")
    func lateDocuments() async throws {
        let old = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1)], run: run)
        _ = try await store.merge(
            StoreSamples.batch(
                1, run: run, (0..<2).map { StoreSamples.participant($0, [.sent], run: run) },
                contacts: [StoreSamples.contactRecord(0, run: run)]))
        let counts = try await store.counts(asOf: run)
        let people = try await store.peopleCounts(asOf: run, excluding: [])
        try await old.insert([
            LegacyDatabase.participant(10, 1, 0, ["opened": true], address: "older@example.com"),
            LegacyDatabase.participant(11, 1, 1, ["clicked": true, "opened": true]),
            LegacyDatabase.participant(12, 2, 2, ["opened": 1]),
        ])
        try await old.insert([LegacyDatabase.campaign(2)], into: .campaigns)
        let traces = try await store.legacyTraces()
        #expect(traces.documents == 3 && traces.campaigns == 1 && traces.changedFlags == 0)

        let report = try #require(try await store.adoptLegacyData())
        #expect(report.run == run + 1 && report.showsThatScriptsStillRun)
        #expect(report.gained == [.sent: 1, .opened: 2, .clicked: 1])
        #expect(report.description.contains("The old scripts still run"))
        #expect(try await store.counts(asOf: run) == counts)
        #expect(try await store.peopleCounts(asOf: run, excluding: []) == people)
        let gains = try await StoreBruteForce(store).gains
        #expect(gains.reduce(0) { $0 + ($1.run == run + 1 && $1.kind == nil ? $1.count : 0) } == 3)
        #expect(gains.allSatisfy { $0.run >= run })
        let records = try await store.records(of: (0...2).map(StoreSamples.contact))
        #expect(records[StoreSamples.contact(0)] == StoreSamples.attributes(0, run: run), "the provider's record stays")
        #expect(records[StoreSamples.contact(1)]?.run == run + 1)
        #expect(try await store.campaigns().first { $0.id == StoreSamples.campaign(2) }?.firstRun == run + 1)
        #expect(try await store.note(.adoptedCampaign(StoreSamples.campaign(2))) == "\(run + 1)")
        await store.close()
    }

    @Test("Changed flags and copies are told before they are repaired, and one that can't be read has a key")
    func traces() async throws {
        let old = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: old.uri)
        let run = try await store.begin()
        _ = try await store.merge(
            StoreSamples.batch(
                1, run: run, (0..<5).map { StoreSamples.participant($0, [.sent, .opened], run: run) },
                contacts: (0..<5).map { StoreSamples.contactRecord($0, run: run) }))
        #expect(try await store.legacyTraces().isEmpty)
        let three: BSONDocument = ["contact_id": ["$in": .array((0..<3).map { .string(StoreSamples.contact($0)) })]]
        try await old.connection.write(
            .participants,
            [
                .updateMany(filter: three, update: ["$set": ["engagement": all(false), "synced_at": "2031-01-01"]]),
                .update(
                    filter: ["contact_id": .string(StoreSamples.contact(4))],
                    update: ["$set": ["email_address": "old@example.com", "synced_at": "2031-01-01"]]),
            ])
        let traces = try await store.legacyTraces()
        #expect(traces.changedFlags == 3 && traces.changedCopies == 1 && traces.sentences.count == 2)
        let report = try #require(try await store.adoptLegacyData())
        #expect(report.repaired == 3 && report.copies == 1 && report.gained.isEmpty)
        #expect(try await store.legacyTraces().isEmpty)
        #expect(try await old.count(["engagement.opened": true]) == 5)

        try await old.connection.write(
            .participants,
            [
                .update(
                    filter: ["contact_id": .string(StoreSamples.contact(4))],
                    update: ["$set": ["first_reported": ["sent": "yesterday"]]])
            ])
        let error = await #expect(throws: StoreError.self) { try await store.adoptLegacyData() }
        #expect(error?.code == .unreadable && error?.message.contains(StoreSamples.contact(4)) == true)
        await store.close()
    }

    @Test func anEmptyDatabaseHasNothingToAdopt() async throws {
        let store = try await MongoStore.open(uri: try await LegacyDatabase().uri)
        #expect(try await store.adoptLegacyData() == nil)
        await store.close()
    }

    @Test func whatWasTakenOverMovesOn() async throws {
        let old = try await LegacyDatabase()
        try await fill(old, hasIndexes: true)
        let store = try await MongoStore.open(uri: old.uri)
        #expect(try await !store.isEmpty(), "what the old scripts left is not to be copied into")
        _ = try await store.adoptLegacyData()
        try await withTemporaryFolder { folder in
            let copy = try await SQLiteStore.open(path: "\(folder)/copy.sqlite")
            try await StoreCopy(from: store, to: copy).run()
            #expect(try await copy.counts(asOf: 0) == store.counts(asOf: 0))
            #expect(try await copy.counts(asOf: 0).values.reduce(Counts(), +).opened == 1_200)
            try await StoreDifferential.expectSame(store, copy)
            await copy.close()
        }
        await store.close()
    }
}
