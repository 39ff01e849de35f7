import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let runs: [Clause] = [
        Clause("a new store is empty") { store, _ in
            let dump = try await StoreDump(of: store, notes: [.tombstoneKey])
            let filled = dump.sections.filter { !$0.value.isEmpty }.keys
            // These have a line even for nothing: a count of zero.
            #expect(Set(filled) == [.peopleCounts, .identity, .notes])
            #expect(dump.sections[.notes] == ["tombstone_key=nil"])
            #expect(try await store.peopleCounts(asOf: nil, excluding: []) == PeopleCounts())
            #expect(try await store.identityAudit() == IdentityAudit())
        },
        Clause("runs are numbered 1, 2, 3 by the store, whatever number they come with") { store, factory in
            var run = StoreSamples.run(day: 0)
            run.number = 40
            #expect(try await store.beginRun(run).number == 1)
            #expect(try await store.beginRun(StoreSamples.run(day: 1)).number == 2)
            await store.close()
            let again = try await factory.open()
            #expect(try await again.beginRun(StoreSamples.run(day: 2)).number == 3)
            #expect(try await again.runs().map(\.number) == [1, 2, 3])
            await again.close()
        },
        Clause("a run whose id is taken gets -2, -3 appended") { store, _ in
            let ids = [
                try await store.beginRun(StoreSamples.run()).id, try await store.beginRun(StoreSamples.run()).id,
                try await store.beginRun(StoreSamples.run()).id,
            ]
            #expect(ids == ["2026-01-01T020000Z", "2026-01-01T020000Z-2", "2026-01-01T020000Z-3"])
        },
        Clause("a number is never used twice, and an id neither, not even after a rollback") { store, _ in
            _ = try await store.begin(day: 0)
            _ = try await store.begin(day: 1)
            _ = try await store.rollback(to: 2)
            let next = try await store.beginRun(StoreSamples.run(day: 1))
            #expect(next.number == 3)
            #expect(next.id == "2026-01-02T020000Z-2")
            let runs = try await store.runs()
            #expect(runs.map(\.state) == [.interrupted, .rolledBack, .running])
            #expect(try await store.runIDs() == runs.map(\.id))
        },
        Clause("a run that still runs when the next begins was interrupted") { store, _ in
            _ = try await store.begin(day: 0)
            var second = try await store.beginRun(StoreSamples.run(day: 1))
            second.state = .proven
            try await store.saveRun(second)
            _ = try await store.begin(day: 2)
            #expect(try await store.runs().map(\.state) == [.interrupted, .proven, .running])
        },
        Clause("a saved run is read back whole, after reopening too") { store, factory in
            var run = try await store.beginRun(StoreSamples.run(day: 3, isFull: true))
            run.endedAt = StoreSamples.time(300_000)
            run.state = .contradicted
            run.coversAccount = false
            run.requests = 1_878
            run.totals = Totals(
                campaigns: 69,
                counts: Counts(
                    participants: 9, sent: 8, opened: 7, openedReported: 6, clicked: 5, engaged: 4, bounced: 3,
                    complained: 2,
                    unsubscribed: 1), people: 12, engagedPeople: 11)
            run.gained = [.sent: 3, .clicked: 1]
            try await store.saveRun(run)
            #expect(try await store.runs() == [run])
            await store.close()
            try await factory.withStore { store async throws in
                #expect(try await store.runs() == [run])
            }
        },
        Clause("saving a run that never began is refused") { store, _ async throws in
            var run = StoreSamples.run()
            run.number = 7
            await #expect(throws: StoreError.self) { try await store.saveRun(run) }
            #expect(try await store.runs().isEmpty)
        },
        Clause("a run's reconciliation is kept") { store, _ in
            let run = try await store.begin()
            #expect(try await store.reconciliation(of: run) == nil)
            var certificate = StoreSamples.certificate(1, .opened, run: run, distinct: 3)
            certificate.problem = "It said “no”\nand hung up: \u{1F419}"
            var kind = KindReconciliation(
                kind: .opened, state: .short, stored: 2, walked: 3, expected: 3...4, isAccepted: true,
                certificate: certificate)
            let first = AccountReconciliation(
                campaigns: [CampaignReconciliation(campaignID: StoreSamples.campaign(1), kinds: [kind])],
                tripwires: [Tripwire(message: "Nobody opened anything.")])
            try await store.saveReconciliation(first, of: run)
            #expect(try await store.reconciliation(of: run) == first)
            kind.state = .exact
            let second = AccountReconciliation(
                campaigns: [CampaignReconciliation(campaignID: StoreSamples.campaign(1), kinds: [kind])])
            try await store.saveReconciliation(second, of: run)
            #expect(try await store.reconciliation(of: run) == second)
        },
    ]

    static let leases: [Clause] = [
        Clause("one run at a time: a second holder is refused by the first one's name") { store, factory in
            try await store.acquireLease(holder: "build on host-a, process 17")
            let other = try await factory.open()
            let error = await #expect(throws: StoreError.self) {
                try await other.acquireLease(holder: "sync on host-b")
            }
            #expect(error?.code == .leased)
            #expect(error?.message.contains("build on host-a, process 17") == true)
            try await store.renewLease()
            try await store.releaseLease()
            try await other.acquireLease(holder: "sync on host-b")
            let refused = await #expect(throws: StoreError.self) { try await store.acquireLease(holder: "build again") }
            #expect(refused?.message.contains("sync on host-b") == true)
            let lost = await #expect(throws: StoreError.self) { try await store.renewLease() }
            #expect(lost?.code == .leased)
            try await other.releaseLease()
            await other.close()
        },
        Clause("closing a store releases its lease, and releasing nothing is no error") { store, factory in
            try await store.releaseLease()
            let other = try await factory.open()
            try await other.acquireLease(holder: "first")
            await other.close()
            try await store.acquireLease(holder: "second")
            try await store.releaseLease()
        },
        Clause("readers need no lease") { store, factory in
            try await store.acquireLease(holder: "writer")
            _ = try await store.begin()
            try await factory.withStore { store async throws in
                #expect(try await store.runs().count == 1)
            }
            try await store.releaseLease()
        },
    ]
}
