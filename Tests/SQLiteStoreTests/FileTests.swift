import Engagement
import EngagementStore
import Foundation
import GRDB
import SQLiteStore
import TestSupport
import Testing

@Suite("The file of a store in SQLite")
struct FileTests {
    @Test("the same operations end in the same store, reopened after each or not", arguments: [71, 72, 73] as [UInt64])
    func reopens(seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let whole = try await SQLiteStore.open(path: "\(folder)/whole.sqlite")
            let script = StoreScript(seed: seed, runs: 5)
            let answers = try await script.apply(to: whole)
            for (operation, answer) in zip(script.operations, answers) {
                let part = try await SQLiteStore.open(path: "\(folder)/parts.sqlite")
                #expect(try await StoreScript(operations: [operation]).apply(to: part) == [answer])
                await part.close()
            }
            let parts = try await SQLiteStore.open(path: "\(folder)/parts.sqlite")
            let (first, second) = (try await StoreDump(of: whole), try await StoreDump(of: parts))
            #expect(first.differences(from: second) == [])
            await whole.close()
            await parts.close()
        }
    }

    @Test("two stores that do the same hold the same", arguments: [81, 82, 83, 84] as [UInt64])
    func agrees(seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let first = try await SQLiteStore.open(path: "\(folder)/first.sqlite")
            let second = try await SQLiteStore.open(path: "\(folder)/second.sqlite")
            try await StoreDifferential.check(seed: seed, first, second)
            await first.close()
            await second.close()
        }
    }

    @Test("what a write has returned from is in the files, whatever becomes of the process")
    func isDurable() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            try await StoreScript(seed: 91, runs: 3).apply(to: store)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: "\(folder)/store.sqlite\(suffix)", toPath: "\(folder)/copy.sqlite\(suffix)")
            }
            let copy = try await SQLiteStore.open(path: "\(folder)/copy.sqlite")
            let (first, second) = (try await StoreDump(of: store), try await StoreDump(of: copy))
            #expect(second.differences(from: first) == [])
            await store.close()
            await copy.close()
        }
    }

    @Test("a copy is whole in its one file, and nothing of what was there before is left in it")
    func copiesIntoOneFile() async throws {
        try await withTemporaryFolder { folder in
            let original = try await SQLiteStore.open(path: "\(folder)/original.sqlite")
            try await StoreScript(seed: 93, runs: 4).apply(to: original)
            let copy = try await SQLiteStore.open(path: "\(folder)/copy.sqlite")
            try await copy.beginCopy()
            try await copy.importRows(.notes(["secret": "of a copy that broke off"]))
            try await StoreCopy(from: original, to: copy).run()
            for suffix in ["", "-wal"] {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/copy.sqlite\(suffix)"))
                #expect(bytes.range(of: Data("that broke off".utf8)) == nil)
            }
            try FileManager.default.copyItem(atPath: "\(folder)/copy.sqlite", toPath: "\(folder)/moved.sqlite")
            let moved = try await SQLiteStore.open(path: "\(folder)/moved.sqlite")
            try await StoreDifferential.expectSame(original, moved)
            for store in [original, copy, moved] { await store.close() }
        }
    }

    @Test("no byte of a forgotten person is left in the file or its log")
    func forgetsToTheLastByte() async throws {
        try await withTemporaryFolder { folder in
            let store = try await SQLiteStore.open(path: "\(folder)/store.sqlite")
            let run = try await store.begin(day: 0)
            for (day, address) in ["first.secret@example.com", "second.secret@example.com"].enumerated() {
                let contacts = (0..<200).map { number in
                    StoreSamples.contactRecord(
                        number, address: number == 7 ? address : nil,
                        fields: ["Name": .text(number == 7 ? "Zebedee Secret" : "Ann \(number)")], updated: day,
                        run: run)
                }
                let members = (0..<200).map { StoreSamples.participant($0, [.sent], run: run) }
                _ = try await store.merge(StoreSamples.batch(1, run: run, members, contacts: contacts))
                _ = try await store.begin(day: day + 1)
            }
            func holds(_ text: String) throws -> Bool {
                try ["store.sqlite", "store.sqlite-wal"].contains {
                    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")).range(of: Data(text.utf8)) != nil
                }
            }
            let secrets = ["first.secret@", "second.secret@", "Zebedee", StoreSamples.contact(7)]
            for secret in secrets { #expect(try holds(secret)) }
            _ = try await store.forget([StoreSamples.contact(7)], tombstones: [])
            for secret in secrets { #expect(try !holds(secret), "\(secret) is still in the file") }
            #expect(try await store.participants(ParticipantQuery()).collected().count == 199)
            await store.close()
        }
    }

    @Test("notes keep the names that existing stores hold")
    func namesNotes() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            let notes: [StoreNote] = [
                .contactsRead(list: "l", status: "pending"), .importedParticipants(of: "c"), .staleArchive, .tombstoneKey,
            ]
            for note in notes { try await store.saveNote(note, "x") }
            let names = try await DatabaseQueue(path: path).read { try String.fetchSet($0, sql: "SELECT name FROM note") }
            #expect(names == ["contacts:l:pending", "imported:c", "stale_archive", "tombstone_key"])
            await store.close()
        }
    }

    @Test("its views tell what the program tells")
    func hasViews() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            try await StoreScript(seed: 94, runs: 4, takesBack: false).apply(to: store)
            var record = StoreSamples.record(9, sentOn: 3)
            record.links = [LinkClicks(url: "https://example.com/a?b", total: 7, unique: 5)]
            try await store.saveCampaigns([record], run: 4)
            let people = try await store.people(asOf: nil, excluding: []).collected()
            let counts = try await store.counts(asOf: nil)
            let runs = try await store.runs()
            try await DatabaseQueue(path: path).read { db throws in
                for row in try Row.fetchAll(db, sql: "SELECT * FROM v_campaigns") {
                    let expected = counts[row["campaign_id"]] ?? Counts()
                    let found = Counts(
                        participants: row["participants"], sent: row["sent"], opened: row["opened"],
                        openedReported: expected.openedReported, clicked: row["clicked"], engaged: row["opened"],
                        bounced: row["bounced"], complained: row["complained"], unsubscribed: row["unsubscribed"])
                    #expect(found == expected)
                }
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM v_people ORDER BY person")
                #expect(rows.map { $0["person"] as String } == people.map(\.person))
                #expect(rows.map { $0["opened"] as Int } == people.map(\.opened))
                #expect(rows.map { $0["last_clicked_at"] as String? } == people.map { $0.lastClickedAt?.iso8601 })
                let engaged = try Int.fetchOne(db, sql: "SELECT count(*) FROM v_participants WHERE engaged")
                #expect(engaged == counts.values.reduce(0) { $0 + $1.engaged })
                let link = try Row.fetchOne(db, sql: "SELECT url, clicks, unique_clicks FROM v_links")
                #expect(link == ["url": "https://example.com/a?b", "clicks": 7, "unique_clicks": 5])
                let starts = try String.fetchAll(db, sql: "SELECT started_at FROM v_runs ORDER BY number")
                #expect(starts == runs.map(\.startedAt.iso8601))
            }
            await store.close()
        }
    }

    @Test("anybody can count in it with SQL")
    func isReadable() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/store.sqlite"
            let store = try await SQLiteStore.open(path: path)
            try await StoreScript(seed: 92, runs: 3, takesBack: false).apply(to: store)
            let counts = try await store.counts(asOf: nil).values.reduce(Counts(), +)
            try await DatabaseQueue(path: path).read { db throws in
                for (condition, count) in [
                    ("opened", counts.opened), ("clicked", counts.clicked), ("bounced", counts.bounced),
                    ("complained", counts.complained), ("unsubscribed", counts.unsubscribed),
                    ("opened OR clicked", counts.engaged),
                ] {
                    #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM participant WHERE \(condition)") == count)
                }
            }
            await store.close()
        }
    }
}
