package import HTTP
import Synchronization

/// A clock that a test sets by hand: whoever sleeps wakes when the test has moved it far enough, or, if it skips, at once, the
/// clock having jumped to the moment.
package final class ManualTime: Sendable {
    private struct Sleeper {
        var id: Int
        var moment: Double
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = 0.0
        var sleeps: [Double] = []
        var sleepers: [Sleeper] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var nextID = 0
    }

    private let state = Mutex(State())
    private let skips: Bool
    private let start: Double

    /// - Parameters:
    ///   - skips: sleeping takes no time, but moves the clock.
    ///   - unixTime: the wall clock's reading at the beginning.
    package init(skips: Bool = false, unixTime: Double = 1_700_000_000) {
        self.skips = skips
        start = unixTime
    }

    package var now: Double { state.withLock { $0.now } }

    /// How long every sleep was meant to last, in order.
    package var sleeps: [Double] { state.withLock { $0.sleeps } }

    package func timekeeper(random: @escaping @Sendable () -> Double = { 1 }) -> Timekeeper {
        Timekeeper(
            now: { self.now }, unixTime: { self.start + self.now }, sleep: { try await self.sleep(until: $0) },
            random: random)
    }

    package func advance(by seconds: Double) {
        let woken = state.withLock { state in
            state.now += seconds
            let woken = state.sleepers.filter { $0.moment <= state.now }
            state.sleepers.removeAll { $0.moment <= state.now }
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Returns once so many tasks sleep.
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

    private func sleep(until moment: Double) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.sleeps.append(moment - state.now)
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
