import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Bounds how many connections of a preview wait for a request, and for how long. FlyingFox waits for the head of a request
/// without an end, but each wait passes through this pool.
final class PatientPool<Base: AsyncSocketPool>: AsyncSocketPool {
    private let base: Base
    private let timeout: Duration
    private let limit: Int
    private let waiting = Mutex(0)

    /// - Parameters:
    ///   - timeout: how long a connection may send nothing.
    ///   - limit: of connections that wait at once; one more is closed.
    init(base: Base, timeout: Duration, limit: Int) {
        self.base = base
        self.timeout = timeout
        self.limit = limit
    }

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        guard !Self.isListening(socket) else { return try await base.suspendSocket(socket, untilReadyFor: events) }
        let isAdmitted = waiting.withLock { count in
            defer { if count < limit { count += 1 } }
            return count < limit
        }
        guard isAdmitted else { throw SocketError.disconnected }
        defer { waiting.withLock { $0 -= 1 } }
        try await withThrowingTaskGroup(of: Void.self) { [base, timeout] group in
            group.addTask { try await base.suspendSocket(socket, untilReadyFor: events) }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw SocketError.disconnected
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// True for the socket on which connections arrive.
    private static func isListening(_ socket: Socket) -> Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(socket.file.rawValue, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
    }
}
