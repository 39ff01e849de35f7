import Synchronization

/// Counts what really went out, retries included; read it at any time, from anywhere.
package final class RequestCounter: Sendable {
    private let sentCount = Atomic<Int>(0)
    private let retriedCount = Atomic<Int>(0)
    private let throttledCount = Atomic<Int>(0)
    private let answeredCount = Atomic<Int>(0)
    private let lastAnswer = Mutex<Double?>(nil)

    package init() {}

    /// Requests handed to the transport, every attempt counted.
    package var sent: Int { sentCount.load(ordering: .relaxed) }
    /// Of ``sent``, those that asked for something again.
    package var retried: Int { retriedCount.load(ordering: .relaxed) }
    /// Responses with status 429.
    package var throttled: Int { throttledCount.load(ordering: .relaxed) }
    /// Responses of any status.
    package var answered: Int { answeredCount.load(ordering: .relaxed) }

    func countSent(isRetry: Bool) {
        sentCount.wrappingAdd(1, ordering: .relaxed)
        if isRetry { retriedCount.wrappingAdd(1, ordering: .relaxed) }
    }

    /// Seconds since the last response, or nil if there has been none.
    func silence(at time: Double) -> Double? { lastAnswer.withLock { $0 }.map { time - $0 } }

    func countAnswer(status: Int, at time: Double) {
        lastAnswer.withLock { $0 = time }
        answeredCount.wrappingAdd(1, ordering: .relaxed)
        if status == 429 { throttledCount.wrappingAdd(1, ordering: .relaxed) }
    }
}
