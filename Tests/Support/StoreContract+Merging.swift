import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let merging: [Clause] = [
        Clause("a merge stores participants and records, and tells what was new") { store, factory in
            let run = try await store.begin()
            try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1)], run: run)
            let (a, b) = (
                StoreSamples.participant(1, [.sent, .opened], run: run, at: StoreSamples.time(90_000)),
                StoreSamples.participant(2, [.sent], run: run)
            )
            let outcome = try await store.merge(
                StoreSamples.batch(1, run: run, [a, b], contacts: [StoreSamples.contactRecord(1, run: run)]))
            #expect(outcome == MergeOutcome(newParticipants: 2, gained: [.sent: 2, .opened: 1], changedContacts: 1))
            await store.close()
            try await factory.withStore { store async throws in
                let rows = try await store.participants(ParticipantQuery()).collected()
                let expected = [
                    ParticipantRow(
                        campaignID: StoreSamples.campaign(1), participant: a,
                        attributes: StoreSamples.attributes(1, run: run)),
                    ParticipantRow(campaignID: StoreSamples.campaign(1), participant: b, attributes: nil),
                ].sorted { utf8Less($0.participant.contactID, $1.participant.contactID) }
                #expect(rows == expected)
            }
        },
        Clause("merging the same again changes nothing and says so") { store, _ in
            let run = try await store.begin(day: 0)
            let batch = StoreSamples.batch(
                1, run: run, [StoreSamples.participant(1, [.sent, .clicked], run: run, at: StoreSamples.time())],
                contacts: [StoreSamples.contactRecord(1, run: run)])
            _ = try await store.merge(batch)
            let before = try await StoreDump(of: store)
            #expect(try await store.merge(batch) == MergeOutcome())

            let next = try await store.begin(day: 1)
            let later = StoreSamples.batch(
                1, run: next, [StoreSamples.participant(1, [.sent, .clicked], run: next, at: StoreSamples.time())],
                contacts: [StoreSamples.contactRecord(1, run: next)])
            #expect(try await store.merge(later) == MergeOutcome())
            let after = try await StoreDump(of: store)
            #expect(
                after.only([.participants, .contacts, .journal]).differences(
                    from: before.only([.participants, .contacts, .journal])) == [])
        },
        Clause("records that the run has merged before may be left out of its later batches") { _, factory in
            var world = StoreWorld(seed: 7)
            try await factory.withStore("whole") { whole in
                try await factory.withStore("without") { without in
                    for day in 0...3 {
                        let run = try await whole.begin(day: day, isFull: day % 2 == 0)
                        _ = try await without.begin(day: day, isFull: day % 2 == 0)
                        let records = world.nextRecords(run: run)
                        for store in [whole, without] { try await store.saveCampaigns(records, run: run) }
                        var merged: Set<ContactRecord> = []
                        for campaign in 1...records.count {
                            let rows = world.observedRows(campaign: campaign, run: run)
                            for batch in world.batches(of: rows, campaign: campaign, run: run) {
                                var shorter = batch
                                shorter.contacts.removeAll { !merged.insert($0).inserted }
                                let (outcome, same) = (try await whole.merge(batch), try await without.merge(shorter))
                                #expect(outcome == same)
                            }
                        }
                    }
                    try await StoreDifferential.expectSame(whole, without)
                }
            }
        },
        Clause("a later run's shorter report lowers nothing") { store, _ in
            let first = try await store.begin(day: 0)
            let whole = StoreSamples.participant(1, ReportKind.allCases, run: first, at: StoreSamples.time())
            _ = try await store.merge(StoreSamples.batch(1, run: first, [whole]))
            let second = try await store.begin(day: 1)
            let shorter = StoreSamples.participant(1, [.sent], run: second)
            #expect(try await store.merge(StoreSamples.batch(1, run: second, [shorter])) == MergeOutcome())
            #expect(try await store.participants(ParticipantQuery()).collected().map(\.participant) == [whole])
        },
        Clause("the first run that saw a report stays, the earliest time wins, and run 0 comes before all") {
            store, _ in
            let run = try await store.begin()
            var seen = StoreSamples.participant(1, [.opened], run: run, at: StoreSamples.time(50))
            _ = try await store.merge(StoreSamples.batch(1, run: run, [seen]))
            let taken = StoreSamples.participant(1, [.opened, .sent], run: 0, at: StoreSamples.time(20))
            let outcome = try await store.merge(StoreSamples.batch(1, run: run, [taken]))
            #expect(outcome == MergeOutcome(gained: [.sent: 1]))
            seen.join(taken)
            #expect(try await store.participants(ParticipantQuery()).collected().map(\.participant) == [seen])
        },
        Clause("a participant in no report does not exist, and a time without its report is ignored") { store, _ in
            let run = try await store.begin()
            var stray = StoreSamples.participant(2, [.sent], run: run)
            stray.occurredAt[.opened] = StoreSamples.time()
            let nobody = Participant(
                contactID: StoreSamples.contact(1), firstReported: FirstReported(),
                occurredAt: OccurredAt(.sent, at: StoreSamples.time()))
            let outcome = try await store.merge(StoreSamples.batch(1, run: run, [nobody, stray]))
            #expect(outcome.newParticipants == 1)
            let rows = try await store.participants(ParticipantQuery()).collected()
            #expect(rows.map(\.participant) == [StoreSamples.participant(2, [.sent], run: run)])
        },
        Clause("a live record replaces the whole one, blanks included; an id-only row replaces nothing") { store, _ in
            let first = try await store.begin(day: 0)
            let member = [StoreSamples.participant(1, [.sent], run: first)]
            let old = StoreSamples.contactRecord(1, fields: ["A": .text("x"), "B": .text("y")], updated: 0, run: first)
            _ = try await store.merge(StoreSamples.batch(1, run: first, member, contacts: [old]))
            let second = try await store.begin(day: 1)
            let empty = StoreSamples.contactRecord(1, fields: ["A": .text("")], updated: 10, run: second)
            #expect(
                try await store.merge(StoreSamples.batch(1, run: second, contacts: [empty]))
                    == MergeOutcome(changedContacts: 1))
            let deleted = ContactRecord(id: StoreSamples.contact(1), attributes: nil)
            #expect(try await store.merge(StoreSamples.batch(1, run: second, contacts: [deleted])) == MergeOutcome())
            #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [empty])
            let journal = try await store.journal(ofRun: second).collected()
            #expect(journal.map(\.change) == [.attributes(StoreSamples.contact(1), old: old.attributes)])
        },
        Clause("a thin record gives way to a full one and never replaces it") { store, _ in
            let first = try await store.begin(day: 0)
            let thin = StoreSamples.contactRecord(1, fields: nil, updated: nil, run: first)
            let member = [StoreSamples.participant(1, [.sent], run: first)]
            _ = try await store.merge(StoreSamples.batch(1, run: first, member, contacts: [thin]))
            #expect(try await store.contacts(matching: "person1@example.com") == [thin])
            let second = try await store.begin(day: 1)
            let full = StoreSamples.contactRecord(1, updated: 3, run: second)
            _ = try await store.merge(MergeBatch(run: second, campaignID: nil, contacts: [full]))
            let third = try await store.begin(day: 2)
            let again = StoreSamples.contactRecord(
                1, address: "other@example.com", fields: nil, updated: nil, run: third)
            #expect(try await store.merge(StoreSamples.batch(1, run: third, contacts: [again])) == MergeOutcome())
            #expect(try await store.contacts(matching: "person1@example.com") == [full])
        },
        Clause("a record that says the same keeps the run that first saw it, and gets the newer key") { store, _ in
            let first = try await store.begin(day: 0)
            var record = StoreSamples.contactRecord(1, run: first)
            _ = try await store.merge(MergeBatch(run: first, campaignID: nil, contacts: [record]))
            let second = try await store.begin(day: 1)
            let same = StoreSamples.contactRecord(1, run: second)
            #expect(try await store.merge(MergeBatch(run: second, campaignID: nil, contacts: [same])) == MergeOutcome())
            record.attributes?.key.run = second
            #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [record])
            #expect(try await store.journal(ofRun: second).collected().isEmpty)
        },
        Clause("an earlier time of a report known from an earlier run is journalled, once a run") { store, _ in
            let first = try await store.begin(day: 0)
            let original = StoreSamples.participant(1, [.opened], run: first, at: StoreSamples.time(10_000))
            _ = try await store.merge(StoreSamples.batch(1, run: first, [original]))
            let second = try await store.begin(day: 1)
            for (kinds, seconds) in [([ReportKind.clicked], 5_000), ([.opened], 9_000), ([.opened], 8_000)] {
                let participant = StoreSamples.participant(1, kinds, run: second, at: StoreSamples.time(seconds))
                _ = try await store.merge(StoreSamples.batch(1, run: second, [participant]))
            }
            #expect(
                try await store.journal(ofRun: second).collected().map(\.change) == [
                    .occurredAt(StoreSamples.campaign(1), StoreSamples.contact(1), old: original.occurredAt)
                ])
        },
        Clause("participants of a campaign nobody has saved are kept, in the place of an unsent one") { store, _ in
            let run = try await store.begin()
            try await store.saveCampaigns([StoreSamples.record(2, sentOn: nil)], run: run)
            for campaign in [1, 2] {
                _ = try await store.merge(
                    StoreSamples.batch(campaign, run: run, [StoreSamples.participant(1, [.sent], run: run)]))
            }
            #expect(try await store.campaigns().count == 1)
            let ids = try await store.participants(ParticipantQuery()).collected().map(\.campaignID)
            #expect(ids == [StoreSamples.campaign(1), StoreSamples.campaign(2)].sorted(by: utf8Less))
            #expect(try await store.counts(of: StoreSamples.campaign(1)).sent == 1)
        },
    ]
}
