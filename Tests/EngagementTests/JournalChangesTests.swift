import Engagement
import TestSupport
import Testing

@Suite("What the journal tells of the time between two runs")
struct JournalChangesTests {
    private typealias Listing = JournalChanges.Listing

    /// A store's journal, run by run, as walks write it: a listed contact vanishes, a vanished one returns.
    private struct Story {
        var entries: [[JournalEntry]] = []
        /// Who had vanished when each run had ended.
        var vanished: [Set<Listing>] = []

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            var (gone, sequence): (Set<Listing>, Int64) = ([], 0)
            for run in 1...8 {
                var own: [JournalEntry] = []
                for contact in ["a", "b", "c"] {
                    for kind in [ReportKind.sent, .opened] where random.chance(40) {
                        let listing = Listing(campaignID: "c", contactID: contact, kind: kind)
                        let vanishes = gone.insert(listing).inserted
                        if !vanishes { gone.remove(listing) }
                        sequence += 1
                        own.append(
                            JournalEntry(
                                run: RunNumber(run), sequence: sequence,
                                change: vanishes ? .vanished("c", contact, kind) : .returned("c", contact, kind)))
                    }
                }
                entries.append(own)
                vanished.append(gone)
            }
        }
    }

    @Test(
        "what vanished less what returned is what the vanished ones grew by, between any two runs",
        arguments: 0..<100 as Range<UInt64>)
    func addsUp(seed: UInt64) {
        let story = Story(seed: seed)
        for first in 0..<8 {
            for last in first..<8 {
                var changes = JournalChanges()
                for entry in story.entries[first...last].joined() { changes.add(entry) }
                let before = first == 0 ? [] : story.vanished[first - 1]
                let after = story.vanished[last]
                let touched = Set(story.entries[first...last].joined().compactMap(Self.listing))
                for listing in touched {
                    let expected: ListingChange =
                        before.contains(listing) == after.contains(listing)
                        ? .wavered : after.contains(listing) ? .vanished : .returned
                    #expect(changes.change(of: listing) == expected)
                }
                let counts = changes.listingCounts.mapValues { $0.values.reduce(0, +) }
                #expect((counts[.vanished] ?? 0) - (counts[.returned] ?? 0) == after.count - before.count)
                #expect(counts.values.reduce(0, +) == touched.count)
            }
        }
    }

    private static func listing(_ entry: JournalEntry) -> Listing? {
        switch entry.change {
        case .vanished(let campaign, let contact, let kind), .returned(let campaign, let contact, let kind):
            Listing(campaignID: campaign, contactID: contact, kind: kind)
        default: nil
        }
    }

    @Test("an address has changed where the first record differs from the last, whatever stood between")
    func addresses() {
        var changes = JournalChanges()
        let old: [(ContactID, String?)] = [
            ("moved", "a@example.com"), ("back", "b@example.com"), ("back", "x@example.com"), ("case", "C@example.com"),
            ("new", nil), ("lost", "d@example.com"),
        ]
        for (index, (id, address)) in old.enumerated() {
            let record = Attributes(emailAddress: address, fields: [:], run: 1)
            changes.add(JournalEntry(run: 2, sequence: Int64(index), change: .attributes(id, old: record)))
        }
        #expect(changes.replacedContacts == ["back", "case", "lost", "moved", "new"])
        let now = [
            "moved": "z@example.com", "back": "b@example.com", "case": "c@example.com", "new": "n@example.com", "lost": nil,
        ]
        let records = now.map { ContactRecord(id: $0, attributes: Attributes(emailAddress: $1, run: 2)) }
        #expect(
            changes.addressChanges(records) == [
                AddressChange(contactID: "lost", old: "d@example.com", new: nil),
                AddressChange(contactID: "moved", old: "a@example.com", new: "z@example.com"),
            ])
    }
}
