import Synchronization

/// A clock that a test sets by hand. A sleeping task wakes when the test has moved the clock far enough; if the clock skips, it
/// wakes at once, and the clock jumps to the moment.
package final class ManualClock: Clock {
    package struct Instant: InstantProtocol {
        /// The time since the beginning of the clock.
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var id: Int
        var moment: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleeps: [Duration] = []
        var sleepers: [Sleeper] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var nextID = 0
    }

    private let state = Mutex(State())
    private let skips: Bool

    /// - Parameter skips: sleeping takes no time, but moves the clock.
    package init(skips: Bool = false) { self.skips = skips }

    package var now: Instant { state.withLock { $0.now } }

    package var minimumResolution: Duration { .zero }

    /// The time since the beginning of the clock.
    package var elapsed: Duration { now.offset }

    /// How long every sleep was meant to last, in order.
    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// A wall clock that runs with this one and begins at 2023-11-14T22:13:20Z, as the time since 1970.
    package var unixTime: @Sendable () -> Duration { { .seconds(1_700_000_000) + self.elapsed } }

    package func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let woken = state.sleepers.filter { $0.moment <= state.now }
            state.sleepers.removeAll { $0.moment <= state.now }
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Returns when so many tasks sleep.
    package func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    package func sleep(until moment: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.sleeps.append(state.now.duration(to: moment))
            state.nextID += 1
            if skips { state.now = max(state.now, moment) }
            return state.nextID
        }
        if moment <= now { return await Task.yield() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let watchers = state.withLock { state in
                    state.sleepers.append(Sleeper(id: id, moment: moment, continuation: continuation))
                    let ready = state.watchers.filter { $0.count <= state.sleepers.count }
                    state.watchers.removeAll { $0.count <= state.sleepers.count }
                    return ready
                }
                for watcher in watchers { watcher.continuation.resume() }
                if Task.isCancelled { wake(id) }
            }
        } onCancel: {
            wake(id)
        }
    }

    private func wake(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
