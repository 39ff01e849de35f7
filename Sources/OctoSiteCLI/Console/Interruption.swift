import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the first one cancels what runs, which then keeps what it has and leaves; the second one ends at once.
enum Interruption {
    private static let received = Mutex<Int32?>(nil)

    /// The signal that came, if one did.
    static var signal: Int32? { received.withLock { $0 } }

    /// A reader that goes away (`octo-site export | head`) shows as a failed write, not as a killed program.
    static func ignoreBrokenPipes() { Foundation.signal(SIGPIPE, SIG_IGN) }

    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task(operation: body)
        let sources = [SIGINT, SIGTERM].map { number in
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
            // Whatever it was that broke off, it broke off because of the signal.
            throw CancellationError()
        }
    }
}
