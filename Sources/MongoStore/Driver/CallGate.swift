import EngagementStore
import Synchronization

/// What the connections of a store share about their calls: whether the server has answered, and whether the command is to end.
///
/// A call of libmongoc blocks until the server answers, and one that does not answer must not keep a cancelled command. So its
/// caller goes on without it.
final class CallGate: Sendable {
    private struct State {
        var hasAnswered = false
        var isInterrupted = false
        /// How to leave each call behind that has not returned.
        var calls: [Int: @Sendable () -> Void] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// How long a call goes on after the task was cancelled: long enough for what a healthy server has begun.
    static let grace = Duration.seconds(2)
    /// How long a later call may take, such as the one that gives the lease back.
    static let farewell = Duration.seconds(4)
    private static let pause = Duration.milliseconds(250)

    /// How long a call is repeated that fails for a reason that passes.
    private let patience: Duration

    init(patience: Duration) { self.patience = patience }

    /// Makes a call, again and again while it fails for a reason that passes. All of the store's calls may be repeated.
    ///
    /// - Parameter onAbandon: told if the call has not returned and its caller goes on without it.
    /// - Throws: ``StoreError``; `CancellationError` if the task was cancelled and the call did not return soon.
    func repeating<Result: Sendable>(
        onAbandon: @escaping @Sendable () -> Void, _ call: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        var deadline: ContinuousClock.Instant?
        while true {
            do {
                let result = try await once(onAbandon, call)
                state.withLock { $0.hasAnswered = true }
                return result
            } catch let failure as DriverFailure {
                let now = ContinuousClock.now
                let end = deadline ?? now + patience
                deadline = end
                let state = state.withLock { state in
                    if failure.passes == .yes { state.hasAnswered = true }
                    return state
                }
                let passes = failure.passes == .yes || failure.passes == .ifServerIsKnown && state.hasAnswered
                guard passes, !state.isInterrupted, now < end else { throw failure.error }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// The command is to end: calls that do not return soon are left behind, and later ones, too.
    func interrupt() {
        let calls = state.withLock { state in
            state.isInterrupted = true
            return state.calls.values
        }
        for leave in calls { Self.after(Self.grace, leave) }
    }

    private func once<Result: Sendable>(
        _ onAbandon: @escaping @Sendable () -> Void, _ call: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let outcome = FirstOutcome<Result>()
        let leave: @Sendable () -> Void = {
            if outcome.set(.failure(CancellationError())) { onAbandon() }
        }
        let (number, isInterrupted) = state.withLock { state in
            state.count += 1
            state.calls[state.count] = leave
            return (state.count, state.isInterrupted)
        }
        defer { state.withLock { $0.calls[number] = nil } }
        if isInterrupted { Self.after(Self.farewell, leave) }
        return try await withTaskCancellationHandler {
            Task {
                do { outcome.set(.success(try await call())) } catch { outcome.set(.failure(error)) }
            }
            return try await outcome.value
        } onCancel: {
            // Also where only a part of the command was cancelled: something beside it has failed, and so will the command.
            interrupt()
        }
    }

    private static func after(_ delay: Duration, _ body: @escaping @Sendable () -> Void) {
        Task {
            // Nobody cancels this task.
            try? await ContinuousClock().sleep(for: delay)
            body()
        }
    }
}

/// The first of several outcomes; the others are dropped.
private final class FirstOutcome<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value, any Error>)
        case set(Result<Value, any Error>)
        case read
    }

    private let state = Mutex(State.open)

    /// - Returns: false if there was one already.
    @discardableResult
    func set(_ result: Result<Value, any Error>) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Value, any Error>?) in
            switch state {
            case .open:
                state = .set(result)
                return (true, nil)
            case .waiting(let continuation):
                state = .read
                return (true, continuation)
            case .set, .read: return (false, nil)
            }
        }
        continuation?.resume(with: result)
        return isFirst
    }

    /// To be asked for once.
    var value: Value {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Value, any Error>? in
                    if case .set(let result) = state {
                        state = .read
                        return result
                    }
                    state = .waiting(continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        }
    }
}
