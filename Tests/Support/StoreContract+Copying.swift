import Engagement
import EngagementStore
import Testing

extension StoreContract {
    static let copying: [Clause] =
        (21...23).map { seed in
            Clause("a copy holds what the original holds, and further runs do the same to both (seed \(seed))") {
                original, factory in
                let script = StoreScript(seed: UInt64(seed), runs: 6)
                let middle = script.operations.count * 2 / 3
                try await StoreScript(operations: Array(script.operations[..<middle])).apply(to: original)
                try await factory.withStore("copy") { copy async throws in
                    try await StoreCopy(from: original, to: copy).run()
                    try await StoreDifferential.expectSame(original, copy)
                    let rest = StoreScript(operations: script.operations[middle...] + [.rollback(2)])
                    #expect(try await rest.apply(to: copy) == rest.apply(to: original))
                    try await StoreDifferential.expectSame(original, copy)
                }
            }
        } + [
            Clause("only an empty store is copied into") { original, factory in
                _ = try await original.begin()
                for fill in fillings {
                    try await factory.withStore("filled \(fill.name)".replacing(" ", with: "_")) { target async throws in
                        #expect(try await target.isEmpty())
                        try await fill.body(target)
                        #expect(try await !target.isEmpty(), "\(fill.name)")
                        let error = await #expect(throws: StoreError.self) {
                            try await StoreCopy(from: original, to: target).run()
                        }
                        #expect(error?.code == .notEmpty)
                        #expect(error?.message.contains(target.name) == true)
                        #expect(try await !target.holdsHalfCopy())
                    }
                }
            },
            Clause("a copy that broke off is recognised, and made anew") { original, factory in
                try await StoreScript(seed: 24, runs: 4).apply(to: original)
                try await factory.withStore("other") { other async throws in
                    try await StoreScript(seed: 25, runs: 3).apply(to: other)
                    let batches = try await Self.batches(of: other)
                    for count in [0, 1, batches.count / 2, batches.count] {
                        // Of another original: nothing of it may be left.
                        try await factory.withStore("target_\(count)") { target async throws in
                            try await target.beginCopy()
                            for batch in batches.prefix(count) { try await target.importRows(batch) }
                        }
                        try await factory.withStore("target_\(count)") { target async throws in
                            #expect(try await target.holdsHalfCopy())
                            try await StoreCopy(from: original, to: target).run()
                            #expect(try await !target.holdsHalfCopy())
                            try await StoreDifferential.expectSame(original, target)
                        }
                    }
                }
            },
            Clause("an empty store's copy is one") { original, factory in
                try await factory.withStore("copy") { copy async throws in
                    try await StoreCopy(from: original, to: copy).run()
                    #expect(try await copy.isEmpty())
                }
            },
        ]

    private static func batches(of store: any EngagementStore) async throws -> [CopiedRows] {
        var batches: [CopiedRows] = []
        try await store.exportRows { batches.append($0) }
        return batches
    }

    /// The least that each part of a store can hold.
    private static let fillings: [(name: String, body: @Sendable (any EngagementStore) async throws -> Void)] = [
        ("run", { _ = try await $0.begin() }),
        ("note", { try await $0.saveNote(.staleArchive, "b") }),
        ("list", { try await $0.saveLists([ContactList(id: "l", name: "List")]) }),
        ("campaign", { try await $0.saveCampaigns([StoreSamples.record(1, sentOn: 1)], run: 1) }),
        (
            "contact",
            {
                let contacts = [StoreSamples.contactRecord(1, run: 1)]
                _ = try await $0.merge(MergeBatch(run: 1, campaignID: nil, contacts: contacts))
            }
        ),
        ("tombstone", { _ = try await $0.forget([], tombstones: [Tombstone(subject: .person, hash: "x")]) }),
        ("count", { try await $0.raiseForgottenCount(campaign: "c", kind: .sent, to: 1) }),
        ("memory", { try await $0.keep(NotifyMemory(channel: "mail", state: [], savedAt: StoreSamples.time())) }),
        ("difference", { try await $0.accept(AcceptedDifference(campaignID: "c", kind: .sent, difference: 1)) }),
    ]
}
