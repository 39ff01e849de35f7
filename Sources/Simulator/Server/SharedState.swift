import Synchronization

/// The ``ServerState`` behind its lock: shared by the server, which may be let go of, and the requests still under way.
final class SharedState: Sendable {
    private let mutex: Mutex<ServerState>

    init(_ state: ServerState) { mutex = Mutex(state) }

    func withLock<Result: Sendable>(_ body: (inout ServerState) -> Result) -> Result {
        mutex.withLock { body(&$0) }
    }
}
