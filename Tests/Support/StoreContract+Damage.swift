import Engagement
import EngagementStore
import Testing

extension StoreContract {
    /// A clause for each kind of row: readers that leave a row out would report false numbers, a tombstone that is left out
    /// would let a forgotten person come back.
    static let damage: [Clause] = StoreDamage.allCases.map { kind in
        Clause("a damaged \(kind.rawValue) is an error that names it, never a row less") { store, factory in
            try await fill(store)
            try await read(kind, from: store)
            let place = try await factory.damage(kind)
            let error = await #expect(throws: StoreError.self) { try await read(kind, from: store) }
            #expect(error?.code == .unreadable)
            let message = error?.message ?? ""
            #expect(message.hasPrefix(store.name) && message.contains("“\(StoreDamage.value)”"), "\(message)")
            #expect(message.contains(place), "\(message) should name \(place)")
            let ofCopy = await #expect(throws: StoreError.self) { try await store.exportRows { _ in } }
            #expect(ofCopy?.code == .unreadable, "a copy would leave it out")
        }
    }

    static let damageOfMeasures: [Clause] = [
        Clause("measures of a damaged participant are errors") { store, factory in
            try await fill(store)
            _ = try await factory.damage(.participant)
            for read in participantReaders {
                let error = await #expect(throws: StoreError.self) { try await read(store) }
                #expect(error?.code == .unreadable)
                #expect(error?.message.contains("“\(StoreDamage.value)”") == true)
            }
        },
        Clause("a rollback over a damaged journal changes nothing it can't undo") { store, factory in
            try await fill(store)
            _ = try await factory.damage(.journal)
            let error = await #expect(throws: StoreError.self) { _ = try await store.rollback(to: 2) }
            #expect(error?.code == .unreadable)
            #expect(try await store.runs().map(\.state) == [.interrupted, .running])
            #expect(try await store.counts(asOf: nil).values.map(\.participants) == [2])
        },
    ]

    /// Two runs that leave something of everything: contact 3 is forgotten, contact 1 changes its address in run 2.
    private static func fill(_ store: any EngagementStore) async throws {
        let first = try await store.begin()
        try await store.saveReconciliation(AccountReconciliation(), of: first)
        var record = StoreSamples.record(1, sentOn: 1)
        record.summary = Summary(sent: 3)
        try await store.saveCampaigns([record], run: first)
        try await store.saveLists([ContactList(id: "list", name: "List", fieldTags: ["FirstName"])])
        let members = (1...3).map { StoreSamples.participant($0, [.sent, .opened], run: first, at: StoreSamples.time()) }
        let contacts = (1...3).map { StoreSamples.contactRecord($0, run: first) }
        _ = try await store.merge(StoreSamples.batch(1, run: first, members, contacts: contacts))
        let certificate = StoreSamples.certificate(1, .sent, run: first)
        try await store.endWalk(certificate, keepsCursor: false, vanished: [], returned: [])
        _ = try await store.forget([StoreSamples.contact(3)], tombstones: [Tombstone(subject: .person, hash: "0a")])
        try await store.accept(
            AcceptedDifference(campaignID: StoreSamples.campaign(1), kind: .sent, difference: 1))
        let second = try await store.begin(day: 1)
        let checkpoint = MergeBatch.Checkpoint(kind: .opened, cursor: "next", pages: 1, rows: 1, seen: ContactSet())
        let changed = StoreSamples.contactRecord(1, address: "new@example.com", updated: 9, run: second)
        _ = try await store.merge(
            StoreSamples.batch(1, run: second, contacts: [changed], checkpoints: [checkpoint]))
    }

    private static func read(_ kind: StoreDamage, from store: any EngagementStore) async throws {
        let contact = StoreSamples.contact(1)
        switch kind {
        case .run: #expect(try await store.runs().count == 2)
        case .reconciliation: #expect(try await store.reconciliation(of: 1) != nil)
        case .campaign: #expect(try await store.campaigns().count == 1)
        case .list: #expect(try await store.lists().count == 1)
        case .contact: #expect(try await store.contacts([contact], asOf: nil).count == 1)
        case .participant: #expect(try await store.participants(ParticipantQuery()).collected().count == 2)
        case .journal: #expect(try await store.journal(ofRun: 2).collected().count == 1)
        case .certificate: #expect(try await store.certificates().count == 1)
        case .openWalk: #expect(try await store.openWalks().count == 1)
        case .tombstone: #expect(try await store.tombstones().count == 1)
        case .forgottenCount: #expect(try await store.forgottenCounts().count == 1)
        case .acceptedDifference: #expect(try await store.acceptedDifferences().count == 1)
        }
    }

    private static let participantReaders: [@Sendable (any EngagementStore) async throws -> Void] = [
        { _ = try await $0.participants(ParticipantQuery(asOf: 1)).collected() },
        { _ = try await $0.participations(of: [StoreSamples.contact(1)]) },
        { _ = try await $0.merge(StoreSamples.batch(1, run: 2, [StoreSamples.participant(1, [.clicked], run: 2)])) },
    ]
}
