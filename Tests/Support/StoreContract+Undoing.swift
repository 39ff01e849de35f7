import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let rollback: [Clause] =
        (51...54).map { seed in
            Clause("a rollback restores the store exactly, and the next run repeats what was undone (seed \(seed))") {
                store, factory in
                var world = StoreWorld(seed: UInt64(seed))
                let kept = RunNumber(seed % 2 + 1)
                var script = StoreScript(operations: (1...kept).flatMap { world.operations(ofRun: $0) })
                try await script.apply(to: store)
                let before = try await StoreDump(of: store).only(StoreDump.takenBack)

                var dropped = world
                for run in kept + 1...kept + 2 {
                    try await StoreScript(operations: dropped.operations(ofRun: run)).apply(to: store)
                }
                let outcome = try await store.rollback(to: kept + 1)
                #expect(outcome.runs == [kept + 1, kept + 2])
                let after = try await StoreDump(of: store)
                #expect(after.only(StoreDump.takenBack).differences(from: before) == [])
                #expect(try await store.runs().map(\.state.isRolledBack).suffix(2) == [true, true])
                #expect(try await store.openWalks().isEmpty)
                #expect(try await store.rollback(to: kept + 1) == RollbackOutcome())

                // The same again, in this store and in one that never knew the dropped runs but for their numbers.
                script.operations += [
                    .beginRun(StoreSamples.run(day: 90)), .beginRun(StoreSamples.run(day: 91)), .rollback(kept + 1),
                ]
                let forward = StoreScript(operations: world.operations(ofRun: kept + 3))
                try await forward.apply(to: store)
                let reference = try await factory.withStore("reference") { reference in
                    try await script.apply(to: reference)
                    try await forward.apply(to: reference)
                    return try await StoreDump(of: reference).only(StoreDump.takenBack)
                }
                let again = try await StoreDump(of: store).only(StoreDump.takenBack)
                #expect(again.differences(from: reference) == [])
            }
        } + [
            Clause("a rollback returns what it undid") { store, _ in
                let first = try await store.begin(day: 0)
                try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1, firstRun: first)], run: first)
                let record = StoreSamples.contactRecord(1, run: first)
                _ = try await store.merge(
                    StoreSamples.batch(
                        1, run: first, [StoreSamples.participant(1, [.sent], run: first)], contacts: [record]))
                let second = try await store.begin(day: 1)
                try await store.saveCampaigns([StoreSamples.record(2, sentOn: 2, firstRun: second)], run: second)
                _ = try await store.merge(
                    StoreSamples.batch(
                        1, run: second, (1...3).map { StoreSamples.participant($0, [.sent, .opened], run: second) },
                        contacts: (1...3).map {
                            StoreSamples.contactRecord($0, address: "x\($0)@example.com", updated: 1, run: second)
                        }))
                let outcome = try await store.rollback(to: second)
                #expect(
                    outcome
                        == RollbackOutcome(
                            runs: [second], removedParticipants: 2, loweredParticipants: 1, restoredContacts: 1,
                            removedCampaigns: 1))
                #expect(try await store.contacts(matching: "person1@example.com") == [record])
                #expect(try await store.contacts(matching: "x2@example.com").isEmpty)
            },
            Clause("a rollback voids every certificate of what the dropped runs walked, and no other") { store, _ in
                for day in 0...2 { _ = try await store.begin(day: day) }
                for (run, kind) in [(1, ReportKind.opened), (1, .clicked), (2, .opened), (3, .clicked)] {
                    try await store.endWalk(
                        StoreSamples.certificate(1, kind, run: RunNumber(run)), keepsCursor: false, vanished: [],
                        returned: [])
                    try await store.endWalk(
                        StoreSamples.certificate(2, .opened, run: 1), keepsCursor: false, vanished: [], returned: [])
                }
                _ = try await store.rollback(to: 3)
                let left = try await store.certificates()
                #expect(left.filter { $0.campaignID == StoreSamples.campaign(1) }.map(\.kind) == [.opened, .opened])
                #expect(left.filter { $0.campaignID == StoreSamples.campaign(2) }.count == 2)
                #expect(try await store.certificates(of: 3).isEmpty)
                #expect(try await store.certificates(of: 1).filter { $0.kind == .clicked }.isEmpty)
            },
            Clause("what run 0 knew is never rolled back") { store, _ in
                let run = try await store.begin()
                try await store.saveCampaigns([StoreSamples.record(1, sentOn: 1, firstRun: 0)], run: 0)
                let taken = StoreSamples.participant(1, [.sent, .clicked], run: 0)
                let contact = StoreSamples.contactRecord(1, run: 0)
                _ = try await store.merge(StoreSamples.batch(1, run: 0, [taken], contacts: [contact]))
                _ = try await store.merge(
                    StoreSamples.batch(
                        1, run: run, [StoreSamples.participant(1, [.opened], run: run)],
                        contacts: [StoreSamples.contactRecord(1, address: "new@example.com", updated: 1, run: run)]))
                _ = try await store.rollback(to: 1)
                #expect(try await store.participants(ParticipantQuery()).collected().map(\.participant) == [taken])
                #expect(try await store.contacts(matching: StoreSamples.contact(1)) == [contact])
                #expect(try await store.campaigns().count == 1)
            },
            Clause("there is nothing to roll back to before run 1 or in a run that never was") { store, _ in
                _ = try await store.begin()
                for run in [-1, 0, 2] as [RunNumber] {
                    let error = await #expect(throws: StoreError.self) { _ = try await store.rollback(to: run) }
                    #expect(error?.code == .notFound)
                }
                #expect(try await store.runs().map(\.state) == [.running])
            },
        ]

    static let forgetting: [Clause] = [
        Clause("an address is removed from every text about others, and from nothing else") { store, _ in
            let first = try await store.begin(day: 0)
            let address = "anna@victim.example"
            var record = StoreSamples.record(1, sentOn: 1, firstRun: first)
            record.campaign.name = "For Anna@Victim.example"
            record.campaign.fromAddress = address
            record.links = [
                LinkClicks(url: "https://x.example/?e=anna%40victim.example", total: 2, unique: 1),
                LinkClicks(url: "https://x.example/?e=anna@victim.example", total: 3, unique: 2),
                LinkClicks(url: "https://x.example/", total: 1, unique: 1),
            ]
            try await store.saveCampaigns([record], run: first)
            try await store.saveLists([ContactList(id: "l", name: "Friends of \(address)", fieldTags: ["FirstName"])])
            func contact(_ number: Int, _ text: String, run: RunNumber) -> ContactRecord {
                ContactRecord(
                    id: StoreSamples.contact(number),
                    attributes: Attributes(
                        emailAddress: "p\(number)@people.example", status: "subscribed",
                        fields: ["ReferredBy": .text(text), "City": .text("Köln")], run: run))
            }
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: first, (1...2).map { StoreSamples.participant($0, [.sent], run: first) },
                    contacts: [contact(1, "ANNA@victim.example", run: first), contact(2, "bob@x.example", run: first)]))
            var certificate = StoreSamples.certificate(1, .sent, run: first)
            certificate.problem = "GET /x?email=anna%40victim.example: failed"
            try await store.endWalk(certificate, keepsCursor: false, vanished: [], returned: [])
            try await store.saveReconciliation(
                AccountReconciliation(tripwires: [Tripwire(message: "\(address) is odd")]), of: first)
            let second = try await store.begin(day: 1)
            record.campaign.subject = "Second"
            try await store.saveCampaigns([record], run: second)
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: second, [StoreSamples.participant(1, [.opened], run: second)],
                    contacts: [contact(1, "anna@victim.example and more", run: second)]))

            let redaction = Redaction { person(of: $0) == address }
            let counts = try await store.redact(redaction) { campaign, _ in "again-\(campaign.id)" }
            #expect(
                counts == [.campaigns: 1, .links: 2, .lists: 1, .fields: 1, .journal: 2, .problems: 2], "\(counts)")
            let dump = try await StoreDump(of: store)
            for line in dump.sections.values.joined() {
                #expect(!line.lowercased().contains("anna@victim") && !line.lowercased().contains("anna%40victim"), "\(line)")
            }
            let stored = try #require(try await store.campaigns().first)
            #expect(stored.campaign.name == "For [removed]" && stored.slug == "again-\(stored.id)")
            #expect(
                stored.links == [
                    LinkClicks(url: "https://x.example/?e=[removed]", total: 5, unique: 3),
                    LinkClicks(url: "https://x.example/", total: 1, unique: 1),
                ])
            #expect(try await StoreSamples.storedAttributes(1, in: store)?.fields?["ReferredBy"] == .text("[removed] and more"))
            #expect(try await StoreSamples.storedAttributes(1, in: store)?.emailAddress == "p1@people.example")
            #expect(try await StoreSamples.storedAttributes(2, in: store)?.fields?["ReferredBy"] == .text("bob@x.example"))
            #expect(try await store.redact(redaction) { campaign, _ in "third-\(campaign.id)" } == [:])
            #expect(try await StoreDump(of: store).differences(from: dump) == [])

            // What was there before is redacted, too.
            _ = try await store.rollback(to: second)
            #expect(try await StoreSamples.storedAttributes(1, in: store)?.fields?["ReferredBy"] == .text("[removed]"))
            #expect(try await store.campaigns().first?.slug == "again-\(stored.id)")
        },
        Clause("nothing of a forgotten person remains in any stream, and the aggregates stay whole") { store, factory in
            try await StoreScript(seed: 61, runs: 4, takesBack: false).apply(to: store)
            let before = try await StoreBruteForce(store)
            let certificates = try await store.certificates()
            // Two people with two contacts each.
            let gone = [3, 4, 8, 9].map(StoreSamples.contact)
            let addresses = Set(
                try await store.journal(of: gone).compactMap { entry in
                    if case .attributes(_, let old) = entry.change { old?.emailAddress } else { nil }
                }
                    + before.rows.filter { gone.contains($0.participant.contactID) }.compactMap(
                        \.attributes?.emailAddress))
            #expect(addresses.count > 2)
            let rows = before.rows.filter { gone.contains($0.participant.contactID) }
            let entries = try await store.journal(of: gone).count
            let stones: Set<Tombstone> = [
                Tombstone(subject: .person, hash: "0a"), Tombstone(subject: .contact, hash: "0b"),
            ]
            let outcome = try await store.forget(gone, tombstones: Array(stones))
            #expect(outcome == ForgetOutcome(contacts: 4, participants: rows.count, journalEntries: entries))
            await store.close()

            try await factory.withStore { store async throws in
                let dump = try await StoreDump(of: store)
                let lines = dump.sections.values.joined()
                for text in gone + addresses {
                    #expect(!lines.contains { $0.contains(text) }, "\(text) is still there")
                }
                for address in addresses { #expect(try await store.contacts(matching: address).isEmpty) }
                #expect(try await store.tombstones() == stones)
                #expect(try await store.certificates() == certificates)
                var forgotten: [CampaignID: [ReportKind: Int]] = [:]
                for row in rows {
                    for kind in ReportKind.allCases where row.participant.firstReported.isReported(kind) {
                        forgotten[row.campaignID, default: [:]][kind, default: 0] += 1
                    }
                }
                #expect(try await store.forgottenCounts() == forgotten)
                let after = try await store.counts(asOf: nil)
                for (campaign, counts) in before.counts {
                    for kind in ReportKind.allCases {
                        let left = (after[campaign]?.reported(kind) ?? 0) + (forgotten[campaign]?[kind] ?? 0)
                        #expect(left == counts.reported(kind))
                    }
                }
                #expect(try await store.forget(gone, tombstones: Array(stones)) == ForgetOutcome())
                #expect(try await store.forgottenCounts() == forgotten)
            }
        },
        Clause("forgetting somebody unknown keeps the tombstones") { store, _ async throws in
            let stone = Tombstone(subject: .person, hash: "ff")
            #expect(try await store.forget([], tombstones: [stone]) == ForgetOutcome())
            #expect(try await store.forget(["nobody"], tombstones: [stone]) == ForgetOutcome())
            #expect(try await store.tombstones() == [stone])
        },
        Clause("a count of forgotten contacts is only ever raised") { store, factory in
            let campaign = StoreSamples.campaign(1)
            try await store.raiseForgottenCount(campaign: campaign, kind: .opened, to: 3)
            try await store.raiseForgottenCount(campaign: campaign, kind: .opened, to: 2)
            try await store.raiseForgottenCount(campaign: campaign, kind: .sent, to: 4)
            await store.close()
            try await factory.withStore { store async throws in
                #expect(try await store.forgottenCounts() == [campaign: [.opened: 3, .sent: 4]])
            }
        },
        Clause("a rollback after forgetting does not bring anybody back") { store, _ in
            let first = try await store.begin(day: 0)
            let member = StoreSamples.participant(1, [.sent], run: first, at: StoreSamples.time(500))
            _ = try await store.merge(
                StoreSamples.batch(1, run: first, [member], contacts: [StoreSamples.contactRecord(1, run: first)]))
            let second = try await store.begin(day: 1)
            _ = try await store.merge(
                StoreSamples.batch(
                    1, run: second, [StoreSamples.participant(1, [.sent], run: second, at: StoreSamples.time(100))],
                    contacts: [StoreSamples.contactRecord(1, address: "new@example.com", updated: 1, run: second)]))
            _ = try await store.forget([StoreSamples.contact(1)], tombstones: [])
            _ = try await store.rollback(to: second)
            #expect(try await store.contacts(matching: StoreSamples.contact(1)).isEmpty)
            #expect(try await store.participants(ParticipantQuery()).collected().isEmpty)
        },
    ]
}

extension Run.State {
    fileprivate var isRolledBack: Bool { self == .rolledBack }
}
