import Synchronization

/// How far one pass over a stream has come. A pass is read by one reader at a time; the lock only makes that provable.
final class Place<Key: Sendable>: Sendable {
    private let state = Mutex<(key: Key?, isAtEnd: Bool)>((nil, false))

    var key: Key? {
        get { state.withLock { $0.key } }
        set { state.withLock { $0.key = newValue } }
    }

    var isAtEnd: Bool {
        get { state.withLock { $0.isAtEnd } }
        set { state.withLock { $0.isAtEnd = newValue } }
    }
}
