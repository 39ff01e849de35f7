import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let walks: [Clause] = [
        Clause("a checkpoint survives reopening, with all that its parts have seen") { store, factory in
            let run = try await store.begin()
            for part in 0..<3 {
                let contacts = (part * 10..<part * 10 + 10).map { StoreSamples.participant($0, [.opened], run: run) }
                let seen = set(of: contacts.map(\.contactID))
                let checkpoint = MergeBatch.Checkpoint(
                    kind: .opened, cursor: "cursor \(part)", pages: part + 1, rows: part * 10 + 12, seen: seen)
                _ = try await store.merge(StoreSamples.batch(1, run: run, contacts, checkpoints: [checkpoint]))
            }
            await store.close()
            try await factory.withStore { store async throws in
                let walks = try await store.openWalks()
                #expect(walks.count == 1)
                let walk = try #require(walks.first)
                #expect(walk.campaignID == StoreSamples.campaign(1) && walk.kind == .opened && walk.run == run)
                #expect(walk.cursor == "cursor 2" && walk.pages == 3 && walk.rows == 32)
                #expect(walk.seen.count == 30)
                #expect((0..<30).allSatisfy { walk.seen.contains(StoreSamples.contact($0)) })
            }
        },
        Clause("each report of each campaign has a checkpoint of its own; a walk past its last page has none") {
            store, _ in
            let run = try await store.begin()
            try await checkpoint(store, 1, .opened, "a", run: run)
            try await checkpoint(store, 1, .clicked, "b", run: run)
            try await checkpoint(store, 2, .opened, "c", run: run)
            #expect(Set(try await store.openWalks().map(\.cursor)) == ["a", "b", "c"])
            try await checkpoint(store, 1, .opened, nil, run: run)
            #expect(Set(try await store.openWalks().map(\.cursor)) == ["b", "c"])
            try await store.dropOpenWalk(campaign: StoreSamples.campaign(1), kind: .clicked)
            try await store.dropOpenWalk(campaign: StoreSamples.campaign(1), kind: .bounced)
            #expect(try await store.openWalks().map(\.cursor) == ["c"])
            try await checkpoint(store, 2, .opened, "d", run: run, contact: 5)
            #expect(try await store.openWalks().first?.seen.count == 2)
            try await store.dropOpenWalk(campaign: StoreSamples.campaign(2), kind: .opened)
            try await checkpoint(store, 2, .opened, "anew", run: run, contact: 6)
            #expect(try await store.openWalks().first?.seen.count == 1)
        },
        Clause("a walk that an earlier process left can be ended, and what it has seen is gone with it") { store, factory in
            let first = try await store.begin()
            try await checkpoint(store, 1, .opened, "a", run: first, contact: 5)
            try await checkpoint(store, 1, .clicked, "b", run: first, contact: 5)
            await store.close()
            try await factory.withStore { store async throws in
                let run = try await store.begin(day: 1)
                try await store.dropOpenWalk(campaign: StoreSamples.campaign(1), kind: .opened)
                try await end(store, StoreSamples.certificate(1, .clicked, run: run))
                #expect(try await store.openWalks().isEmpty)
                for kind in [ReportKind.opened, .clicked] {
                    try await checkpoint(store, 1, kind, "anew", run: run, contact: 6)
                }
                #expect(try await store.openWalks().map(\.seen.count) == [1, 1])
            }
        },
        Clause("ending a walk keeps its cursor only where it is told to") { store, _ in
            let run = try await store.begin()
            try await checkpoint(store, 1, .opened, "a", run: run)
            try await checkpoint(store, 1, .clicked, "b", run: run)
            try await end(store, StoreSamples.certificate(1, .opened, run: run))
            try await store.endWalk(
                StoreSamples.certificate(1, .clicked, run: run, ending: .broken), keepsCursor: true, vanished: [],
                returned: [])
            #expect(try await store.openWalks().map(\.cursor) == ["b"])
        },
        Clause("certificates: the newest of all and the two newest complete ones, newest first") { store, factory in
            let endings: [Certificate.Ending] = [.complete, .completeLoop, .broken, .complete, .looped, .broken]
            var all: [Certificate] = []
            for (day, ending) in endings.enumerated() {
                let run = try await store.begin(day: day)
                all.append(StoreSamples.certificate(1, .opened, run: run, distinct: day, ending: ending))
                try await end(store, all[day])
            }
            try await end(store, StoreSamples.certificate(1, .sent, run: 6, ending: .notYet))
            try await end(store, StoreSamples.certificate(2, .opened, run: 6, ending: .disabled))
            await store.close()
            try await factory.withStore { store async throws in
                let certificates = try await store.certificates()
                #expect(certificates.count == 5)
                let opened = certificates.filter { $0.campaignID == StoreSamples.campaign(1) && $0.kind == .opened }
                #expect(opened == [all[5], all[3], all[1]])
                #expect(try await store.certificates(of: 4) == [all[3]])
                #expect(try await store.certificates(of: 6).count == 3)
            }
        },
        Clause("of two certificates of one run for one report both are kept, the later one is the newest") { store, _ in
            let run = try await store.begin()
            let (broken, complete) = (
                StoreSamples.certificate(1, .opened, run: run, ending: .broken),
                StoreSamples.certificate(1, .opened, run: run)
            )
            try await end(store, broken)
            try await end(store, complete)
            #expect(try await store.certificates() == [complete])
            #expect(Set(try await store.certificates(of: run)) == [broken, complete])
        },
    ]

    static let vanishing: [Clause] = [
        Clause("a contact that vanishes from a report is marked and journalled once, and keeps the flag") { store, _ in
            let first = try await store.begin(day: 0)
            let members = (1...3).map { StoreSamples.participant($0, [.sent, .opened], run: first) }
            _ = try await store.merge(StoreSamples.batch(1, run: first, members))
            let (campaign, gone) = (StoreSamples.campaign(1), StoreSamples.contact(2))
            let second = try await store.begin(day: 1)
            for _ in 0..<2 { try await end(store, StoreSamples.certificate(1, .opened, run: second), vanished: [gone]) }
            #expect(try await store.vanishedCounts() == [campaign: [.opened: 1]])
            #expect(
                try await store.journal(ofRun: second).collected().map(\.change) == [.vanished(campaign, gone, .opened)]
            )
            let row = try await store.participations(of: [gone]).first
            #expect(row?.vanished == [.opened])
            #expect(row?.engagement.opened == true)
            let reported = try await store.reportedContacts(campaign: campaign, kind: .opened).collected()
            #expect(
                reported
                    == members.map { ReportedContact(id: $0.contactID, isVanished: $0.contactID == gone) }
                    .sorted { utf8Less($0.id, $1.id) })
            #expect(
                try await store.reportedContacts(campaign: campaign, kind: .sent).collected().allSatisfy {
                    !$0.isVanished
                })
            #expect(try await store.reportedContacts(campaign: campaign, kind: .clicked).collected().isEmpty)

            let third = try await store.begin(day: 2)
            for _ in 0..<2 {
                try await end(
                    store, StoreSamples.certificate(1, .opened, run: third), returned: [gone, members[0].contactID])
            }
            #expect(try await store.vanishedCounts() == [:])
            #expect(
                try await store.journal(ofRun: third).collected().map(\.change) == [.returned(campaign, gone, .opened)])
        },
        Clause("a contact that the report never listed does not vanish from it") { store, _ in
            let run = try await store.begin()
            _ = try await store.merge(StoreSamples.batch(1, run: run, [StoreSamples.participant(1, [.sent], run: run)]))
            try await end(
                store, StoreSamples.certificate(1, .opened, run: run),
                vanished: [StoreSamples.contact(1), StoreSamples.contact(2)])
            #expect(try await store.vanishedCounts() == [:])
            #expect(try await store.journal(ofRun: run).collected().isEmpty)
        },
    ]
}

private func set(of contacts: [ContactID]) -> ContactSet {
    var result = ContactSet()
    for contact in contacts { result.insert(contact) }
    return result
}

private func checkpoint(
    _ store: any EngagementStore, _ campaign: Int, _ kind: ReportKind, _ cursor: String?, run: RunNumber,
    contact: Int = 1
) async throws {
    let participant = StoreSamples.participant(contact, [kind], run: run)
    let checkpoint = MergeBatch.Checkpoint(
        kind: kind, cursor: cursor, pages: 1, rows: 1, seen: set(of: [participant.contactID]))
    _ = try await store.merge(StoreSamples.batch(campaign, run: run, [participant], checkpoints: [checkpoint]))
}

private func end(
    _ store: any EngagementStore, _ certificate: Certificate, vanished: [ContactID] = [], returned: [ContactID] = []
) async throws {
    try await store.endWalk(certificate, keepsCursor: false, vanished: vanished, returned: returned)
}
