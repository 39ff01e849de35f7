package import EngagementStore
package import Testing

/// The same seeded operations on two stores: both must return the same, and hold the same afterwards.
package enum StoreDifferential {
    package static func check(
        seed: UInt64, runs: Int = 6, _ first: any EngagementStore, _ second: any EngagementStore
    ) async throws {
        let script = StoreScript(seed: seed, runs: runs)
        for (number, operation) in script.operations.enumerated() {
            let step = StoreScript(operations: [operation])
            let (mine, theirs) = (try await step.apply(to: first), try await step.apply(to: second))
            guard mine == theirs else {
                Issue.record(
                    "Seed \(seed), operation \(number), \(operation): \(first.name) says \(mine), \(second.name) \(theirs)"
                )
                return
            }
        }
        try await expectSame(first, second, "seed \(seed)")
    }

    /// Checks that both hold the same, as far as the contract shows.
    package static func expectSame(
        _ first: any EngagementStore, _ second: any EngagementStore, _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (mine, theirs) = (
            try await StoreDump(of: first, notes: [.staleArchive]), try await StoreDump(of: second, notes: [.staleArchive])
        )
        #expect(mine.differences(from: theirs) == [], comment, sourceLocation: sourceLocation)
    }
}
