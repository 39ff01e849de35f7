import Basics
import Synchronization

/// Counts the requests that were really sent, repeated ones included. It can be read at any time from any thread.
package final class RequestCounter: Sendable {
    private let sentCount = Atomic<Int>(0)
    private let retriedCount = Atomic<Int>(0)
    private let throttledCount = Atomic<Int>(0)
    private let answeredCount = Atomic<Int>(0)
    private let timeSinceAnswer = Mutex<(@Sendable () -> Duration)?>(nil)

    package init() {}

    /// Requests given to the transport; every attempt counts.
    package var sent: Int { sentCount.load(ordering: .relaxed) }
    /// Those of ``sent`` that repeat an earlier attempt.
    package var retried: Int { retriedCount.load(ordering: .relaxed) }
    /// Responses with status 429.
    package var throttled: Int { throttledCount.load(ordering: .relaxed) }
    /// Responses with any status.
    package var answered: Int { answeredCount.load(ordering: .relaxed) }

    /// The time since the last response, or nil if there has been none.
    var silence: Duration? { timeSinceAnswer.withLock { $0 }?() }

    func countSent(isRetry: Bool) {
        sentCount.wrappingAdd(1, ordering: .relaxed)
        if isRetry { retriedCount.wrappingAdd(1, ordering: .relaxed) }
    }

    func countAnswer(status: Int, clock: any Clock<Duration>) {
        let stopwatch = clock.stopwatch()
        timeSinceAnswer.withLock { $0 = stopwatch }
        answeredCount.wrappingAdd(1, ordering: .relaxed)
        if status == 429 { throttledCount.wrappingAdd(1, ordering: .relaxed) }
    }
}
