import Synchronization

/// The ``ServerState`` behind its lock. The server and the requests under way share it, because requests may outlive the server.
final class SharedState: Sendable {
    private let mutex: Mutex<ServerState>

    init(_ state: ServerState) { mutex = Mutex(state) }

    func withLock<Result: Sendable>(_ body: (inout ServerState) -> Result) -> Result {
        mutex.withLock { body(&$0) }
    }
}
