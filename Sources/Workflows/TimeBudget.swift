import Synchronization

/// So much time for several waits, one after the other.
final class TimeBudget: Sendable {
    /// Too little to be worth a beginning.
    private static let least = Duration.milliseconds(50)
    private let left: Mutex<Duration>

    init(_ whole: Duration) { left = Mutex(whole) }

    /// Runs a wait, and takes off how long it took.
    /// - Parameter wait: given what is left; nil if that is nothing.
    func spending<Result>(_ wait: (Duration?) async -> Result) async -> Result {
        let before = left.withLock { $0 }
        let start = ContinuousClock.now
        let result = await wait(before < Self.least ? nil : before)
        let spent = ContinuousClock.now - start
        left.withLock { $0 -= spent }
        return result
    }
}
