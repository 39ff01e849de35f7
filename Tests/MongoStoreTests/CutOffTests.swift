import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

/// A process that is killed in the middle of something, as far as the database can tell.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct CutOffTests {
    /// A node that goes away while a command opens the store is like one that goes away later.
    @Test("F17: connections that end while a store is opened are made anew", arguments: 1...8)
    func opensAgain(reply: Int) async throws {
        let database = try await LegacyDatabase()
        let written = try await MongoStore.open(uri: database.uri)
        let run = try await written.begin()
        await written.close()
        let proxy = try CountingProxy(to: try await Mongod.shared.value.port, cuttingReply: reply)
        defer { proxy.stop() }
        let name = try #require(database.uri.split(separator: "/").last)
        let store = try await MongoStore.open(uri: "mongodb://127.0.0.1:\(proxy.port)/\(name)")
        #expect(try await store.runs().map(\.number) == [run])
        await store.close()
    }

    /// Replaying the journal twice, or half of it, ends where replaying it once does.
    @Test(arguments: [0, 1, 3])
    func aRollbackGoesOnWhereItWasKilled(kept: Int) async throws {
        let (database, reference) = (try await LegacyDatabase(), try await LegacyDatabase())
        let (store, whole) = (
            try await MongoStore.open(uri: database.uri), try await MongoStore.open(uri: reference.uri)
        )
        for store in [store, whole] { try await StoreScript(seed: 71, runs: 4, takesBack: false).apply(to: store) }
        _ = try await whole.rollback(to: 3)
        // What was there when the process died: some entries replayed and gone, some replayed and still there.
        let entries = try await database.connection.find(.journal, ["run": ["$gte": 3]], .init(sort: ["_id": -1]))
        try #require(entries.count > 6)
        let replay = JournalReplay(oldestFirst: try entries.prefix(6).map { try JournalDocument.decode($0) }.reversed())
        let records = replay.records.map { EncodedContact($0, $1) }
        try await store.propagate(records)
        try await database.connection.write(.contacts, records.map(MongoStore.replaceContact))
        try await database.connection.write(.participants, MongoStore.restoring(replay))
        try await database.connection.write(
            .journal, entries.prefix(kept).compactMap { $0["_id"].map { .delete(filter: ["_id": $0]) } })
        _ = try await store.rollback(to: 3)
        let differences = try await StoreDump(of: store).differences(from: try await StoreDump(of: whole))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        await store.close()
        await whole.close()
    }

    @Test("F29: a rollback that was cut off is named, and completed by the next run", arguments: [3, 4] as [RunNumber])
    func aRollbackIsFinishedByTheNextRun(_ asked: RunNumber) async throws {
        let (database, reference) = (try await LegacyDatabase(), try await LegacyDatabase())
        let (store, whole) = (
            try await MongoStore.open(uri: database.uri), try await MongoStore.open(uri: reference.uri)
        )
        for store in [store, whole] { try await StoreScript(seed: 72, runs: 4, takesBack: false).apply(to: store) }
        #expect(try await store.unfinishedRollback() == nil)
        _ = try await whole.rollback(to: 3)
        #expect(try await whole.unfinishedRollback() == nil)
        // What was there when the process died: the mark, and no certificates and walks of the runs.
        try await database.connection.write(.control, [.insert(["_id": "rollback", "run": 3])])
        try await database.connection.write(
            .certificates, [.updateMany(filter: ["run": ["$gte": 3]], update: ["$set": ["voided": true]])])
        try await database.connection.write(.walks, [.deleteMany(filter: [:])])
        await store.close()

        let next = try await MongoStore.open(uri: database.uri)
        #expect(try await next.unfinishedRollback() == 3)
        // A later run is taken back with those from which on the first call was to take back.
        if asked == 4 { _ = try await next.rollback(to: asked) }
        for store in [next, whole] { _ = try await store.begin(day: 90) }
        #expect(try await next.unfinishedRollback() == nil)
        let differences = try await StoreDump(of: next).differences(from: try await StoreDump(of: whole))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        await next.close()
        await whole.close()
    }

    /// Written down, counted, half removed: the next run finishes it, and counts nobody twice.
    @Test func forgettingIsFinishedByTheNextRun() async throws {
        let database = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        let run = try await store.begin()
        let members = (1...3).map { StoreSamples.participant($0, [.sent, .opened], run: run) }
        _ = try await store.merge(
            StoreSamples.batch(1, run: run, members, contacts: (1...3).map { StoreSamples.contactRecord($0, run: run) }))
        try await store.raiseForgottenCount(campaign: StoreSamples.campaign(1), kind: .sent, to: 5)
        var plan = ForgettingPlan(contacts: [StoreSamples.contact(1), StoreSamples.contact(2)])
        plan.counts = [(StoreSamples.campaign(1), .sent, 7), (StoreSamples.campaign(1), .opened, 2)]
        try await database.connection.write(.control, [.insert(plan.document)])
        try await store.raiseForgottenCount(campaign: StoreSamples.campaign(1), kind: .sent, to: 7)
        try await database.connection.write(
            .participants, [.delete(filter: ParticipantDocument.filter(StoreSamples.campaign(1), StoreSamples.contact(1)))])
        await store.close()

        let next = try await MongoStore.open(uri: database.uri)
        _ = try await next.begin(day: 1)
        #expect(try await next.forgottenCounts() == [StoreSamples.campaign(1): [.sent: 7, .opened: 2]])
        #expect(try await next.participants(ParticipantQuery()).collected().count == 1)
        #expect(try await next.contacts(matching: "person2@example.com").isEmpty)
        #expect(try await database.count(["_id": "forget"], in: .control) == 0)
        await next.close()
    }

    /// Participants were written, their contact's record and the checkpoint were not.
    @Test func aMergeThatWasCutOffIsCompletedByTheSameRows() async throws {
        let (database, reference) = (try await LegacyDatabase(), try await LegacyDatabase())
        let (store, whole) = (
            try await MongoStore.open(uri: database.uri), try await MongoStore.open(uri: reference.uri)
        )
        for store in [store, whole] {
            let run = try await store.begin()
            for campaign in 1...2 {
                _ = try await store.merge(
                    StoreSamples.batch(
                        campaign, run: run, [StoreSamples.participant(1, [.sent], run: run)],
                        contacts: [StoreSamples.contactRecord(1, run: run)]))
            }
            _ = try await store.begin(day: 1)
        }
        let changed = StoreSamples.batch(
            2, run: 2, [StoreSamples.participant(1, [.sent, .opened], run: 2), StoreSamples.participant(2, [.sent], run: 2)],
            contacts: [1, 2].map { StoreSamples.contactRecord($0, address: "new\($0)@example.com", updated: 9, run: 2) })
        // The journal's entry, one copy of two, one participant of two.
        try await store.writeJournal(
            [.attributes(StoreSamples.contact(1), old: StoreSamples.attributes(1, run: 1))], run: 2)
        try await database.connection.write(
            .participants,
            [
                .update(
                    filter: ParticipantDocument.filter(StoreSamples.campaign(1), StoreSamples.contact(1)),
                    update: ParticipantDocument.copying(EncodedContact(StoreSamples.contact(1), changed.contacts[0].attributes)))
            ])
        _ = try await store.merge(changed)
        _ = try await whole.merge(changed)
        let differences = try await StoreDump(of: store).differences(from: try await StoreDump(of: whole))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        #expect(try await database.count(["email_address": "new1@example.com"]) == 2)
        await store.close()
        await whole.close()
    }
}
