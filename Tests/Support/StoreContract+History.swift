import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let explaining: [Clause] = [
        Clause("contacts are found by id, by address in any case and script, and by an address they once had") {
            store, _ in
            let first = try await store.begin(day: 0)
            let old = [
                StoreSamples.contactRecord(1, address: "Åse@Example.COM", run: first),
                StoreSamples.contactRecord(2, address: "åse@example.com", run: first),
                StoreSamples.contactRecord(3, address: "ΝΙΚΟΣ@example.org", run: first),
            ]
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: first, (1...4).map { StoreSamples.participant($0, [.sent], run: first) }, contacts: old))
            func found(_ text: String) async throws -> [ContactID] {
                try await store.contacts(matching: text).map(\.id)
            }
            func ids(_ numbers: Int...) -> [ContactID] { numbers.map(StoreSamples.contact).sorted(by: utf8Less) }
            #expect(try await found("ÅSE@example.com") == ids(1, 2))
            #expect(try await found("νικοσ@example.org") == ids(3))
            #expect(try await found(StoreSamples.contact(2)) == ids(2))
            #expect(
                try await store.contacts(matching: StoreSamples.contact(4))
                    == [ContactRecord(id: StoreSamples.contact(4), attributes: nil)])
            #expect(try await found("nobody@example.com") == [])
            #expect(try await found("") == [])
            #expect(try await found("%") == [])

            let second = try await store.begin(day: 1)
            let moved = StoreSamples.contactRecord(1, address: "moved@example.com", updated: 5, run: second)
            _ = try await store.merge(StoreSamples.batch(1, run: second, contacts: [moved]))
            #expect(try await found("Moved@Example.com") == ids(1))
            #expect(try await found("åse@EXAMPLE.com") == ids(1, 2))
            #expect(try await store.contacts(matching: "moved@example.com") == [moved])
        },
        Clause("participations come in the order of campaigns, journal entries oldest first") { store, _ in
            let first = try await store.begin(day: 0)
            let records = [
                StoreSamples.record(1, sentOn: 5), StoreSamples.record(2, sentOn: 1),
                StoreSamples.record(3, sentOn: nil),
            ]
            try await store.saveCampaigns(records, run: first)
            for campaign in 1...3 {
                let members = (1...3).map {
                    StoreSamples.participant($0, [.sent, .opened], run: first, at: StoreSamples.time(9_000))
                }
                let contacts = (1...3).map { StoreSamples.contactRecord($0, run: first) }
                _ = try await store.merge(StoreSamples.batch(campaign, run: first, members, contacts: contacts))
            }
            let (one, two) = (StoreSamples.contact(1), StoreSamples.contact(2))
            let rows = try await store.participations(of: [two, one, "unknown"])
            #expect(rows.map(\.campaignID).removingRepeats == [2, 1, 3].map(StoreSamples.campaign))
            #expect(
                rows.map(\.participant.contactID)
                    == Array(repeating: [one, two].sorted(by: utf8Less), count: 3).flatMap { $0 })
            #expect(rows.allSatisfy { $0.attributes?.emailAddress?.hasSuffix("@example.com") == true })
            #expect(try await store.participations(of: []).isEmpty)

            let second = try await store.begin(day: 1)
            let newer = StoreSamples.contactRecord(1, address: "new@example.com", updated: 1, run: second)
            let earlier = StoreSamples.participant(1, [.opened], run: second, at: StoreSamples.time(100))
            _ = try await store.merge(StoreSamples.batch(1, run: second, contacts: [newer]))
            _ = try await store.merge(StoreSamples.batch(1, run: second, [earlier]))
            for gone in [one, two] {
                try await store.endWalk(
                    StoreSamples.certificate(1, .sent, run: second), keepsCursor: false, vanished: [gone], returned: [])
            }
            let journal = try await store.journal(of: [one])
            #expect(zip(journal, journal.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
            var before = OccurredAt(.sent, at: StoreSamples.time(9_000))
            before[.opened] = StoreSamples.time(9_000 + 3_600)
            #expect(
                journal.map(\.change) == [
                    .attributes(one, old: StoreSamples.attributes(1, run: first)),
                    .occurredAt(StoreSamples.campaign(1), one, old: before),
                    .vanished(StoreSamples.campaign(1), one, .sent),
                ])
            #expect(try await store.journal(of: [one, two]).count == 4)
            #expect(try await store.journal(of: []).isEmpty)
            #expect(try await store.journal(ofRun: second).collected() == (try await store.journal(of: [two, one])))
        },
        Clause("contacts' records are what they were when a run had ended") { store, _ in
            var runs: [RunNumber] = []
            for (day, addresses) in [["a@example.com"], ["b@example.com", "x@example.com"], ["c@example.com"]].enumerated() {
                let run = try await store.begin(day: day)
                runs.append(run)
                let contacts = addresses.enumerated().map { number, address in
                    StoreSamples.contactRecord(number + 1, address: address, updated: day, run: run)
                }
                _ = try await store.merge(StoreSamples.batch(1, run: run, contacts: contacts))
            }
            let ids = [2, 1, 1, 3].map(StoreSamples.contact)
            func addresses(asOf run: RunNumber?) async throws -> [ContactID: String?] {
                let records = try await store.contacts(ids, asOf: run)
                #expect(records.map(\.id) == records.map(\.id).sorted(by: utf8Less))
                return Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0.attributes?.emailAddress) })
            }
            let (one, two) = (StoreSamples.contact(1), StoreSamples.contact(2))
            #expect(try await addresses(asOf: runs[0]) == [one: "a@example.com"])
            #expect(try await addresses(asOf: runs[1]) == [one: "b@example.com", two: "x@example.com"])
            #expect(try await addresses(asOf: runs[2]) == [one: "c@example.com", two: "x@example.com"])
            #expect(try await addresses(asOf: nil) == [one: "c@example.com", two: "x@example.com"])
            #expect(try await store.contacts([], asOf: nil).isEmpty)
        },
        Clause("a run's journal comes in order, in batches, however long it is") { store, _ in
            let first = try await store.begin(day: 0)
            let members = (0..<5_500).map { StoreSamples.participant($0, [.opened], run: first) }
            _ = try await store.merge(StoreSamples.batch(1, run: first, members))
            let second = try await store.begin(day: 1)
            try await store.endWalk(
                StoreSamples.certificate(1, .opened, run: second), keepsCursor: false,
                vanished: members.map(\.contactID),
                returned: [])
            var sequences: [Int64] = []
            for try await batch in store.journal(ofRun: second) {
                #expect((1...5_000).contains(batch.count))
                sequences += batch.map(\.sequence)
            }
            #expect(sequences.count == 5_500)
            #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 })
            #expect(try await store.vanishedCounts() == [StoreSamples.campaign(1): [.opened: 5_500]])
        },
    ]

    static let identity: [Clause] = [
        Clause("the identity audit counts shared, changed and missing addresses of participants") { store, _ in
            let first = try await store.begin(day: 0)
            let contacts = [
                StoreSamples.contactRecord(1, address: "Shared@example.com", run: first),
                StoreSamples.contactRecord(2, address: "shared@EXAMPLE.com", run: first),
                StoreSamples.contactRecord(3, address: "before@example.com", run: first),
                StoreSamples.contactRecord(4, address: "Case@example.com", run: first),
                StoreSamples.contactRecord(8, address: "shared@example.com", run: first),
            ]
            let members = (1...5).map { StoreSamples.participant($0, [.sent], run: first) }
            for campaign in 1...2 {
                _ = try await store.merge(StoreSamples.batch(campaign, run: first, members, contacts: contacts))
            }
            let second = try await store.begin(day: 1)
            let changed = [
                StoreSamples.contactRecord(3, address: "after@example.com", updated: 1, run: second),
                StoreSamples.contactRecord(4, address: "case@example.com", updated: 1, run: second),
            ]
            _ = try await store.merge(StoreSamples.batch(1, run: second, contacts: changed))
            #expect(
                try await store.identityAudit()
                    == IdentityAudit(contacts: 5, people: 3, sharedAddresses: 1, changedAddresses: 1, withoutAddress: 1)
            )
        },
        Clause("an address that was lost counts neither as missing nor as changed; one that came back as changed") {
            store, _ in
            let run = try await store.begin(day: 0)
            let members = (1...2).map { StoreSamples.participant($0, [.sent], run: run) }
            _ = try await store.merge(StoreSamples.batch(1, run: run, members))
            for (day, addresses) in [
                ["a@example.com", "b@example.com"], [nil, "c@example.com"], [nil, "b@example.com"],
            ].enumerated() {
                let run = try await store.begin(day: day + 1)
                let contacts = addresses.enumerated().map { number, address in
                    ContactRecord(
                        id: StoreSamples.contact(number + 1),
                        attributes: Attributes(
                            emailAddress: address, fields: [:], lastUpdatedAt: StoreSamples.time(day), run: run))
                }
                _ = try await store.merge(StoreSamples.batch(1, run: run, contacts: contacts))
            }
            #expect(
                try await store.identityAudit()
                    == IdentityAudit(contacts: 2, people: 1, sharedAddresses: 0, changedAddresses: 1, withoutAddress: 0)
            )
        },
    ]
}
