import Synchronization

/// Where any thread leaves orders for curl's thread, and wakes it.
final class Mailbox: Sendable {
    enum Order: Sendable {
        case start(Transfer.Order)
        case cancel(Int)
        case stop
    }

    private struct State {
        var orders: [Order] = []
        var waker: Waker?
    }

    private let state = Mutex(State())

    /// Orders are obeyed in the order they were posted.
    func post(_ order: Order) {
        state.withLock { state in
            state.orders.append(order)
            state.waker?.wake()
        }
    }

    func takeAll() -> [Order] {
        state.withLock { state in
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// Called by curl's thread: with a waker once it can be woken, and with nil before its multi handle goes. As waking
    /// happens under the same lock, no waker outlives its handle.
    func setWaker(_ waker: Waker?) {
        state.withLock { $0.waker = waker }
    }
}
