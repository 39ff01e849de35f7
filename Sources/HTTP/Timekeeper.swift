import FoundationEssentials

/// Clock, sleep and chance, so that a test can hold all three in its hands. Times are seconds.
package struct Timekeeper: Sendable {
    /// Since some fixed moment, never going back.
    package var now: @Sendable () -> Double
    /// Since 1970-01-01T00:00:00Z, by the wall clock, as servers name moments.
    package var unixTime: @Sendable () -> Double
    /// Until a moment of ``now``; throws `CancellationError` if the task is cancelled meanwhile.
    package var sleep: @Sendable (_ until: Double) async throws -> Void
    /// Evenly between 0 and 1.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Double, unixTime: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (_ until: Double) async throws -> Void,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.now = now
        self.unixTime = unixTime
        self.sleep = sleep
        self.random = random
    }

    /// The machine's own.
    package static let system: Timekeeper = {
        let start = ContinuousClock.now
        return Timekeeper(
            now: { (ContinuousClock.now - start) / .seconds(1) },
            unixTime: { Date.now.timeIntervalSince1970 },
            sleep: { try await Task.sleep(until: start + .seconds($0), tolerance: .zero, clock: .continuous) })
    }()
}
