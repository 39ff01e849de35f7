import EmailOctopus
import Engagement
import EngagementStore
import SQLiteStore
import TestSupport
import Testing

@testable import Sync

/// What a sync makes of a provider's wrong clock.
extension SyncerTests {
    private func account(_ rows: ScriptedSource.Row...) -> ScriptedSource {
        let source = ScriptedSource(.small, version: .v2)
        source.change { account in
            account.lists = [ContactList(id: "list", name: "Friends", fieldTags: [])]
            account.contacts["list"] = ["subscribed": rows]
        }
        return source
    }

    private func say(_ text: String, updated: Int64?, _ source: ScriptedSource) {
        source.change { account in
            account.contacts["list"]?["subscribed"] = [.init("a1", fields: ["kWh": .text(text)], updated: updated)]
        }
    }

    private func stored(_ store: any EngagementStore) async throws -> String? {
        try await store.contacts(matching: "a1").first?.attributes?.fields?["kWh"]?.text
    }

    /// The clock of these tests moves a minute with each look at it, so a run starts a minute after the time given.
    private func start(_ time: Int64) -> Timestamp { Timestamp(seconds: time + 60) }

    private func times(_ source: ScriptedSource, at start: Int64, _ store: any EngagementStore) async throws -> Timestamp? {
        source.forgetRequests()
        _ = try await sync(source, into: store, at: start)
        return source.contactTimes.first ?? nil
    }

    @Test(
        "The newest second is asked for again, until a run that began a minute later has read it",
        arguments: [(900, 901), (1_000, 1_001), (1_001, 1_001), (1_060, 1_060), (1_061, 1_060)])
    func asksForTheNewestSecondAgain(newest: Int64, mark: Int64) async throws {
        try await withStore { store async throws in
            let source = account(.init("a1", updated: newest))
            #expect(try await times(source, at: 1_000, store) == nil)
            // The run began at 1,060.
            #expect(try await times(source, at: 5_000, store) == Timestamp(seconds: mark))
            // It began at 5,060; what it has read again is read whole.
            #expect(try await times(source, at: 9_000, store) == Timestamp(seconds: newest + 1))
        }
    }

    @Test("A stamp of the future moves no point: what changed before this run is asked for still")
    func ignoresFutureStamps() async throws {
        try await withStore { store async throws in
            let source = account(.init("a1", updated: 2_082_758_400), .init("a2", updated: 900))
            #expect(try await times(source, at: 1_000, store) == nil)
            #expect(try await times(source, at: 5_000, store) == Timestamp(seconds: 901))
            #expect(try await times(source, at: 9_000, store) == Timestamp(seconds: 901))
        }
    }

    @Test("A point in the future, as the clock was set back, is none")
    func ignoresFutureMarks() async throws {
        try await withStore { store async throws in
            let source = account(.init("a1", updated: 900))
            try await store.saveNote(.contactsRead(list: "list", status: "subscribed"), "2036-01-01T00:00:00Z")
            #expect(try await times(source, at: 1_000, store) == nil)
            #expect(try await times(source, at: 5_000, store) == Timestamp(seconds: 901))
        }
    }

    @Test("What changes while a run reads is seen by the next one, under a stamp of the future, too")
    func seesChangesUnderAnyStamp() async throws {
        try await withStore { store async throws in
            let source = account(.init("a1", fields: ["kWh": .text("one")], updated: 2_082_758_400))
            _ = try await sync(source, into: store, at: 1_000_000)
            say("two", updated: 1_000_100, source)
            _ = try await sync(source, into: store, at: 2_000_000)
            #expect(try await stored(store) == "two")
        }
    }

    @Test("A full run corrects what wrong stamps have frozen", arguments: [nil, 0, 1_000, 2_082_758_400] as [Int64?])
    func fullRunHeals(updated: Int64?) async throws {
        try await withStore { store async throws in
            let source = account(.init("a1", fields: ["kWh": .text("one")], updated: 2_082_758_400))
            _ = try await sync(source, into: store, at: 1_000_000)
            say("two", updated: updated, source)
            _ = try await sync(source, into: store, options: SyncOptions(isFull: true), at: 2_000_000)
            #expect(try await stored(store) == "two")
            say("three", updated: updated, source)
            _ = try await sync(source, into: store, options: SyncOptions(isFull: true), at: 3_000_000)
            #expect(try await stored(store) == "three")
        }
    }

    @Test(
        "The numbers of contacts of each list are kept by run; one that is not given is unknown", arguments: APIVersion.allCases)
    func keepsListSizes(version: APIVersion) async throws {
        try await withStore { store async throws in
            let source = ScriptedSource(.small, version: version)
            source.change { account in
                account.lists = ["a", "b"].map { ContactList(id: $0, name: $0, fieldTags: []) }
                account.listCounts = [
                    "a": ["pending": 1, "subscribed": 20, "unsubscribed": 3], "b": ["pending": 0, "subscribed": 5],
                ]
            }
            let first = try await sync(source, into: store).run
            source.change { $0.listCounts["a"]?["subscribed"] = 18 }
            let second = try await sync(source, into: store, at: 2_000_000).run
            func size(_ run: Run, _ subscribed: Int) -> ListSizeReading {
                ListSizeReading(
                    listID: "a", run: run.number, at: run.startedAt, pending: 1, subscribed: subscribed, unsubscribed: 3)
            }
            #expect(try await store.listSizes() == [size(first, 20), size(second, 18)])
        }
    }
}
