import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, SIGTERM, and SIGHUP of a terminal that is closed: the first signal cancels the command, which then saves what it has and ends; the second ends it at once.
enum Interruption {
    private static let received = Mutex<Int32?>(nil)

    /// The first signal that was received; nil if there was none.
    static var signal: Int32? { received.withLock { $0 } }

    /// A reader that ends first (`octo-site export | head`) makes a write fail, instead of killing the program.
    static func ignoreBrokenPipes() { Foundation.signal(SIGPIPE, SIG_IGN) }

    /// True for a program that was started by `nohup`.
    private static var ignoresHangUp: Bool {
        let before = Foundation.signal(SIGHUP, SIG_IGN)
        Foundation.signal(SIGHUP, before)
        return unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Runs the body, and cancels it on a signal.
    /// - Throws: `CancellationError` after a signal, otherwise what the body throws.
    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task(operation: body)
        let sources = ([SIGINT, SIGTERM] + (ignoresHangUp ? [] : [SIGHUP])).map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                let isFirst = received.withLock { earlier in
                    defer { earlier = earlier ?? number }
                    return earlier == nil
                }
                if isFirst { task.cancel() } else { exit(128 + number) }
            }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        do {
            try await task.value
        } catch  where task.isCancelled {
            // Any error after a signal is a consequence of it.
            throw CancellationError()
        }
    }
}
