import Engagement
import EngagementStore
import Testing

extension StoreContract {
    private static func size(_ list: ListID, run: RunNumber, day: Int, _ subscribed: Int) -> ListSizeReading {
        ListSizeReading(
            listID: list, run: run, at: StoreSamples.run(day: day).startedAt, pending: 1, subscribed: subscribed, unsubscribed: 0)
    }

    static let listSizes: [Clause] = [
        Clause("list sizes are kept by list and run; those of a run that is rolled back go") { store, factory in
            let (first, second) = (try await store.begin(day: 0), try await store.begin(day: 1))
            let kept = [size("a", run: first, day: 0, 5), size("a", run: second, day: 1, 7), size("b", run: first, day: 0, 2)]
            try await store.saveListSizes([size("a", run: first, day: 0, 4), kept[2]])
            try await store.saveListSizes([])
            try await store.saveListSizes([kept[1], kept[0]])
            #expect(try await store.listSizes() == kept)
            try await factory.withStore("copy") { copy async throws in
                try await StoreCopy(from: store, to: copy).run()
                #expect(try await copy.listSizes() == kept)
            }
            _ = try await store.rollback(to: second)
            #expect(try await store.listSizes() == [kept[0], kept[2]])
        }
    ]

    static let identities: [Clause] = [
        Clause("a store keeps its id for ever, its copy has the same, and another store another") { store, factory in
            _ = try await store.begin()
            let id = try #require(try await store.storeID())
            #expect(id.count == 32)
            await store.close()
            try await factory.withStore { store async throws in
                _ = try await store.begin()
                #expect(try await store.storeID() == id)
                _ = try await store.rollback(to: 1)
                #expect(try await store.storeID() == id)
                try await factory.withStore("copy") { copy async throws in
                    try await StoreCopy(from: store, to: copy).run()
                    #expect(try await copy.storeID() == id)
                }
            }
            try await factory.withStore("other") { other async throws in
                _ = try await other.begin()
                #expect(try await other.storeID() != id)
            }
        }
    ]
}
