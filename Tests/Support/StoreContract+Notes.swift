import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let notes: [Clause] = [
        Clause("an accepted difference replaces the one before") { store, factory in
            let first = AcceptedDifference(campaignID: StoreSamples.campaign(1), kind: .opened, difference: -3)
            let other = AcceptedDifference(campaignID: StoreSamples.campaign(1), kind: .clicked, difference: 2)
            var replaced = first
            replaced.difference = 5
            for difference in [first, other, replaced] { try await store.accept(difference) }
            await store.close()
            try await factory.withStore { store async throws in
                #expect(Set(try await store.acceptedDifferences()) == [replaced, other])
            }
        },
        Clause("notes are kept by name until they are removed") { store, factory in
            let text = "line\none\u{1} “two” '; $x \u{1F419}"
            try await store.saveNote(.tombstoneKey, "first")
            try await store.saveNote(.tombstoneKey, text)
            try await store.saveNote(.importedParticipants(of: "a.b $c"), "")
            try await store.saveNote(.staleArchive, "x")
            try await store.saveNote(.staleArchive, nil)
            try await store.saveNote(.contactsRead(list: "never", status: "pending"), nil)
            await store.close()
            try await factory.withStore { store async throws in
                #expect(try await store.note(.tombstoneKey) == text)
                #expect(try await store.note(.importedParticipants(of: "a.b $c")) == "")
                #expect(try await store.note(.staleArchive) == nil)
                #expect(try await store.note(.contactsRead(list: "never", status: "pending")) == nil)
            }
        },
    ]

    static let values: [Clause] = [
        Clause("what the provider says is kept exactly") { store, factory in
            let run = try await store.begin()
            let texts = [
                "$ecret", "$$ROOT", "a.b", "=1+1", "line\r\nbreak\ttab", "\u{1}\u{8}\u{1F}\u{7F}\u{85}\u{2028}",
                "\u{1F468}\u{200D}\u{1F469}",
                "\u{202E}rtl مرحبا", "'; DROP TABLE contact; --", "\\ \" ' `", "", " ",
                String(repeating: "ü", count: 5_000), "null", "0",
            ]
            let values: [FieldValue] =
                texts.map { .text($0) } + [
                    .integer(.max), .integer(.min), .integer(0), .number(0.1), .number(-1e300), .number(5),
                    .number(1e15),
                    .boolean(true), .boolean(false), .list([]), .list(texts), .null,
                ]
            var contacts: [ContactRecord] = []
            for (number, value) in values.enumerated() {
                let tag = number < texts.count ? texts[number] : "Field \(number)"
                let text = texts[number % texts.count]
                contacts.append(
                    ContactRecord(
                        id: number < 4 ? "odd id \(texts[number])" : StoreSamples.contact(number),
                        attributes: Attributes(
                            emailAddress: number == 9 ? nil : text + "@example.com",
                            status: number % 3 == 0 ? nil : text,
                            fields: [tag: value, "kWh": value, "kwh": .text(text)],
                            lastUpdatedAt: Timestamp(seconds: Int64(number) * 1_000_000_000 - 5), run: run)))
            }
            let members = contacts.map { Participant(contactID: $0.id, firstReported: FirstReported(.sent, run: run)) }
            let campaign = "camp.aign $1 \u{1F419}"
            _ = try await store.merge(
                MergeBatch(run: run, campaignID: campaign, participants: members, contacts: contacts))
            await store.close()
            try await factory.withStore { store async throws in
                for contact in contacts { #expect(try await store.contacts(matching: contact.id) == [contact]) }
                let rows = try await store.participants(ParticipantQuery(campaignIDs: [campaign])).collected()
                let expected = contacts.sorted { utf8Less($0.id, $1.id) }
                #expect(rows.map(\.participant.contactID) == expected.map(\.id))
                #expect(rows.map(\.attributes) == expected.map(\.attributes))
                // A second reading of the same values is no change.
                let again = MergeBatch(run: run, campaignID: campaign, participants: members, contacts: contacts)
                #expect(try await store.merge(again) == MergeOutcome())
            }
        },
        Clause("a batch as large as any is merged whole") { store, _ in
            let run = try await store.begin()
            let members = (0..<12_000).map {
                StoreSamples.participant($0, [.sent, .opened], run: run, at: StoreSamples.time())
            }
            let contacts = (0..<12_000).map { StoreSamples.contactRecord($0, run: run) }
            let outcome = try await store.merge(StoreSamples.batch(1, run: run, members, contacts: contacts))
            #expect(
                outcome
                    == MergeOutcome(
                        newParticipants: 12_000, gained: [.sent: 12_000, .opened: 12_000], changedContacts: 12_000))
            #expect(
                try await store.merge(StoreSamples.batch(1, run: run, members, contacts: contacts)) == MergeOutcome())
            #expect(try await store.counts(of: StoreSamples.campaign(1)).opened == 12_000)
            let gone = (0..<6_000).map(StoreSamples.contact)
            #expect(try await store.participations(of: gone).count == 6_000)
            #expect(try await store.forget(gone, tombstones: []).participants == 6_000)
        },
    ]
}
