import Engagement
import EngagementStore
import Testing

extension StoreContract {
    private static let (campaign, other) = (StoreSamples.campaign(1), StoreSamples.campaign(2))
    private static let (old, new) = (StoreSamples.contact(1), StoreSamples.contact(2))

    static let renaming: [Clause] = [
        Clause("a renamed participant is joined into who has the id already, and nothing is lost") { store, _ in
            let first = try await store.begin(day: 0)
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: first, [StoreSamples.participant(1, [.sent, .clicked], run: first)],
                    contacts: [StoreSamples.contactRecord(1, run: first)]))
            let second = try await store.begin(day: 1)
            let known = StoreSamples.contactRecord(2, run: second)
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: second, [StoreSamples.participant(2, [.sent, .opened], run: second, at: StoreSamples.time())],
                    contacts: [known]))
            for _ in 1...2 {
                try await store.rename([old: new], in: campaign)
                let row = try #require(try await store.participants(ParticipantQuery()).collected().only)
                #expect(row.participant.contactID == new)
                #expect(row.attributes == known.attributes)
                let reported = row.participant.firstReported
                #expect(reported[.sent] == first && reported[.clicked] == first && reported[.opened] == second)
                #expect(row.participant.occurredAt[.opened] != nil && row.participant.occurredAt[.clicked] == nil)
            }
            #expect(try await store.contacts(matching: old) == [])
            #expect(try await store.counts(of: campaign).engaged == 1)
        },
        Clause("a new id takes the old one's record over, and keeps it when the run that told it is rolled back") {
            store, _ in
            let first = try await store.begin(day: 0)
            let record = StoreSamples.contactRecord(1, run: first)
            for number in 1...2 {
                _ = try await store.merge(
                    StoreSamples.batch(
                        number, run: first, [StoreSamples.participant(1, [.sent, .opened], run: first)], contacts: [record]))
            }
            let second = try await store.begin(day: 1)
            try await store.rename([old: new, "nobody": "somebody"], in: campaign)
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: second, [StoreSamples.participant(2, [.sent, .opened, .clicked], run: second)],
                    contacts: [StoreSamples.contactRecord(2, address: "new@example.com", updated: 9, run: second)]))
            #expect(try await store.records(of: [old, new, "nobody", "somebody"]).keys.sorted() == [old, new].sorted())
            // As of the first run, it is as if the id had been known then.
            let past = try await store.participants(ParticipantQuery(campaignIDs: [campaign], asOf: first)).collected()
            #expect(past.map(\.participant.contactID) == [new] && past.first?.attributes == record.attributes)
            _ = try await store.rollback(to: second)
            let rows = try await store.participants(ParticipantQuery(campaignIDs: [campaign])).collected()
            #expect(rows == past)
            // In the other campaign nobody has told who it is.
            let rest = try await store.participants(ParticipantQuery(campaignIDs: [other])).collected()
            #expect(rest.map(\.participant.contactID) == [old] && rest.first?.attributes == record.attributes)
            #expect(try await store.peopleCounts(asOf: nil, excluding: []).people == 1)
        },
        Clause("a record that comes later finds the renamed participant") { store, _ in
            let run = try await store.begin()
            _ = try await store.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(1, [.sent], run: run)]))
            try await store.rename([old: new], in: campaign)
            let record = StoreSamples.contactRecord(2, run: run)
            _ = try await store.merge(MergeBatch(run: run, campaignID: nil, contacts: [record]))
            #expect(try await store.participants(ParticipantQuery()).collected().map(\.attributes) == [record.attributes])
            #expect(try await store.people(asOf: nil, excluding: []).collected().map(\.person) == ["person2@example.com"])
        },
    ]
}

extension Array {
    /// The one element there is, else nil.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
