import Engagement
import EngagementStore
import Testing

/// What a store makes of stamps that are wrong, missing or equal.
extension StoreContract {
    static let clocks: [Clause] =
        (1...4).map { seed in
            Clause("no stamp makes the order of a run's rows matter, or hides a change beyond a full run (seed \(seed))") {
                _, factory in
                var random = SeededGenerator(seed: UInt64(seed))
                try await factory.withStore("plain") { plain in
                    try await factory.withStore("shuffled") { shuffled in
                        var runs: [Run] = []
                        for day in 1...6 {
                            let run = try await plain.beginRun(StoreSamples.run(day: day, isFull: day % 3 == 1))
                            _ = try await shuffled.beginRun(StoreSamples.run(day: day, isFull: day % 3 == 1))
                            let source = RecordSource(run, among: runs)
                            runs.append(run)
                            let rows = run.isFull ? Self.everybody(source, &random) : Self.sightings(source, &random)
                            let whole = MergeBatch(run: run.number, campaignID: nil, contacts: rows)
                            _ = try await plain.merge(whole)
                            for batch in Self.regrouped(rows, run: run.number, &random) { _ = try await shuffled.merge(batch) }
                            if run.isFull { try await expect(rows, in: plain) }
                        }
                        let (first, second) = (try await StoreDump(of: plain), try await StoreDump(of: shuffled))
                        #expect(first.differences(from: second) == [])
                    }
                }
            }
        } + [
            Clause("a record of an earlier generation gives way, whatever the stamps say") { store, _ in
                let first = try await store.beginRun(StoreSamples.run(day: 0, isFull: true))
                let (old, new) = (RecordSource(first, among: []), Self.source(day: 1, run: 2, generation: 2))
                let frozen = Self.record("frozen", Self.years2036, old)
                _ = try await store.merge(MergeBatch(run: first.number, campaignID: nil, contacts: [frozen]))
                #expect(frozen.attributes?.key.stamp == first.startedAt, "a stamp counts up to the start of its run")
                let second = try await store.beginRun(StoreSamples.run(day: 1, isFull: true))
                let changed = Self.record("changed", Timestamp(seconds: 0), new)
                let outcome = try await store.merge(MergeBatch(run: second.number, campaignID: nil, contacts: [changed]))
                #expect(outcome.changedContacts == 1)
                #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [changed])
            },
            Clause("a record that a run replaces and meets again is not changed by it") { store, _ in
                let first = try await store.begin(day: 0)
                let before = Self.record("before", StoreSamples.time(-50), Self.source(day: 0, run: first))
                _ = try await store.merge(MergeBatch(run: first, campaignID: nil, contacts: [before]))
                let run = try await store.begin(day: 1)
                let source = Self.source(day: 1, run: run)
                for (text, seconds) in [("between", -40), ("before", -30)] {
                    let record = Self.record(text, StoreSamples.time(seconds), source)
                    _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [record]))
                }
                var expected = before
                expected.attributes?.key = source.key(of: StoreSamples.time(-30))
                #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [expected])
                #expect(try await store.journal(ofRun: run).collected().isEmpty)
                #expect(try await store.knownContacts().collected().map(\.firstRun) == [first])
            },
            Clause("a rollback lowers the keys that the dropped runs have raised") { store, _ in
                let first = try await store.beginRun(StoreSamples.run(day: 0, isFull: true))
                let source = RecordSource(first, among: [])
                let records = (1...2).map { Self.record("old", StoreSamples.time(9_000), source, contact: $0) }
                _ = try await store.merge(MergeBatch(run: first.number, campaignID: nil, contacts: records))
                let second = try await store.beginRun(StoreSamples.run(day: 1, isFull: true))
                let later = RecordSource(second, among: [first])
                let seen = [
                    Self.record("old", StoreSamples.time(9_500), later, contact: 1),
                    Self.record("new", StoreSamples.time(9_500), later, contact: 2),
                ]
                _ = try await store.merge(MergeBatch(run: second.number, campaignID: nil, contacts: seen))
                _ = try await store.rollback(to: second.number)
                for record in records { #expect(try await store.contacts(matching: record.id) == [record]) }
            },
        ]

    /// A stamp that the provider's clock can't have given.
    private static let years2036 = Timestamp(seconds: 2_082_758_400)

    private static func source(day: Int, run: RunNumber, generation: RunNumber = 0) -> RecordSource {
        RecordSource(run: run, generation: generation, startedAt: StoreSamples.run(day: day).startedAt)
    }

    private static func record(_ text: String, _ stamp: Timestamp?, _ source: RecordSource, contact: Int = 1) -> ContactRecord {
        ContactRecord(
            id: StoreSamples.contact(contact),
            attributes: Attributes(
                emailAddress: "person\(contact)@example.com", status: "subscribed", fields: ["A": .text(text)],
                lastUpdatedAt: stamp, from: source))
    }

    private static func stamp(_ source: RecordSource, _ random: inout SeededGenerator) -> Timestamp? {
        let start = source.startedAt ?? StoreSamples.time()
        return random.pick([
            nil, Timestamp(seconds: 0), years2036, StoreSamples.time(1), StoreSamples.time(1), start,
            Timestamp(seconds: start.seconds + 5),
        ])
    }

    /// Several sightings of some contacts that don't agree, as if all changed while the run read them.
    private static func sightings(_ source: RecordSource, _ random: inout SeededGenerator) -> [ContactRecord] {
        (1...8).flatMap { contact in
            (0..<random.int(0...4)).map { _ in
                let (text, stamp) = (random.pick(["a", "b", "c"]), stamp(source, &random))
                return record(text, stamp, source, contact: contact)
            }
        }
    }

    /// Everybody as they are now: each contact says one thing, under any stamps.
    private static func everybody(_ source: RecordSource, _ random: inout SeededGenerator) -> [ContactRecord] {
        (1...8).flatMap { contact in
            let text = random.pick(["a", "b", "c", "d"])
            return (0..<random.int(1...3)).map { _ in record(text, stamp(source, &random), source, contact: contact) }
        }
    }

    private static func regrouped(
        _ rows: [ContactRecord], run: RunNumber, _ random: inout SeededGenerator
    ) -> [MergeBatch] {
        var rest = (rows + random.some(of: rows, percent: 30)).shuffled(using: &random)[...]
        var batches: [MergeBatch] = []
        while !rest.isEmpty {
            let part = rest.prefix(random.int(1...3))
            rest = rest.dropFirst(part.count)
            batches.append(MergeBatch(run: run, campaignID: nil, contacts: Array(part)))
        }
        return batches
    }

    private static func expect(_ rows: [ContactRecord], in store: any EngagementStore) async throws {
        let stored = try await store.records(of: rows.map(\.id))
        for row in rows { #expect(stored[row.id]?.fields == row.attributes?.fields) }
    }
}
