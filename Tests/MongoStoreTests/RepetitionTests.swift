import Engagement
import EngagementStore
import TestSupport
import Testing

@testable import MongoStore

/// A call that is made again because its answer was lost ends as if it had been made once.
@Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
struct RepetitionTests {
    @Test("F29: documents under new numbers may be inserted again; those of somebody else are no other run's, but named")
    func insertions() async throws {
        let database = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        let run = try await store.begin()
        let document = JournalDocument.encode(
            JournalEntry(run: run, sequence: 1, change: .vanished(StoreSamples.campaign(1), StoreSamples.contact(1), .opened)))
        for _ in 0..<2 { try await store.insertOwn([document], into: .journal) }
        #expect(try await database.count([:], in: .journal) == 1)
        let other: BSONDocument = ["_id": .int64(1), "run": .int32(9)]
        let error = await #expect(throws: StoreError.self) { try await store.insertOwn([other], into: .journal) }
        #expect(error?.code == .unreadable && error?.message.contains("octo_journal") == true)
        await store.close()
    }

    @Test("F29: people are read on when the server's cursor has ended in between")
    func cursor() async throws {
        let database = try await LegacyDatabase()
        let store = try await MongoStore.open(uri: database.uri)
        let run = try await store.begin()
        let members = (1...30).map { StoreSamples.participant($0, [.sent], run: run) }
        _ = try await store.merge(
            StoreSamples.batch(1, run: run, members, contacts: (1...30).map { StoreSamples.contactRecord($0, run: run) }))
        let cursor = try await database.connection.openCursor(
            .contacts, [["$sort": ["_id": 1]], ["$project": ["_id": 1]]])
        var ids = try await cursor.next(7)
        // As if the node that had it were gone.
        try await cursor.open()
        while case let part = try await cursor.next(7), !part.isEmpty { ids += part }
        #expect(ids.count == 30 && Set(ids).count == 30)
        await store.close()
    }
}
