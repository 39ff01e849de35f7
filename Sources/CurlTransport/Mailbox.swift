import Synchronization

/// Takes orders for curl's thread from any thread, and wakes curl's thread.
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

    /// Orders are carried out in the order in which they were posted.
    func post(_ order: Order) {
        state.withLock { state in
            state.orders.append(order)
            state.waker?.wake()
        }
    }

    /// Returns the waiting orders and empties the mailbox.
    func removeAll() -> [Order] {
        state.withLock { state in
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// Called by curl's thread: with a waker when it can be woken, and with nil before its multi handle is freed. Because
    /// waking happens under the same lock, no waker is used after its handle is freed.
    func setWaker(_ waker: Waker?) {
        state.withLock { $0.waker = waker }
    }
}
