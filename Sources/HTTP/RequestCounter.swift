import Synchronization

/// Counts what really went out, retries included; read it at any time, from anywhere.
public final class RequestCounter: Sendable {
    private let sentCount = Atomic<Int>(0)
    private let retriedCount = Atomic<Int>(0)
    private let throttledCount = Atomic<Int>(0)
    private let answeredCount = Atomic<Int>(0)
    private let lastAnswer = Mutex<Double?>(nil)

    public init() {}

    /// Requests handed to the transport, every attempt counted.
    public var sent: Int { sentCount.load(ordering: .relaxed) }
    /// Of ``sent``, those that asked for something again.
    public var retried: Int { retriedCount.load(ordering: .relaxed) }
    /// Responses with status 429.
    public var throttled: Int { throttledCount.load(ordering: .relaxed) }
    /// Responses of any status.
    public var answered: Int { answeredCount.load(ordering: .relaxed) }

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
